package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.ingestion.Generations.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a generation that was just built in the place of the live one, when it is as good. One at a
/// time.
final class Takeover {
  /// A live generation that lacks more than one change per so many titles answers differently.
  private static final int UP_TO_DATE = 100;

  /// Rounds of catching up with what was written during the round before.
  private static final int ROUNDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  private final IndexHome home;
  private final TitleStore store;
  private final AnswerComparison answers;
  private final Serving serving;
  private final GenerationOptions options;

  Takeover(
      IndexHome home,
      TitleStore store,
      AnswerComparison answers,
      Serving serving,
      GenerationOptions options) {
    this.home = home;
    this.store = store;
    this.answers = answers;
    this.serving = serving;
    this.options = options;
  }

  /// Lets it catch up, reads it whole, compares it, and flips; deletes it when that fails.
  ///
  /// @param insteadOf see [IndexHome.Activation]
  /// @param started of the build, in the time of [System#nanoTime]
  /// @throws GenerationRefusedException when it is damaged
  Rebuilt run(
      Built built,
      @Nullable String insteadOf,
      Acceptance acceptance,
      long started,
      Progress progress) {
    boolean flipped = false;
    IndexCursor cursor = serving.open(built.id());
    try {
      cursor.await(built.withoutVectors());
      follow(cursor, progress);
      cursor.refresh();
      progress.start("verifying the index", Progress.UNKNOWN);
      cursor.index().verify();
      cursor.index().warm();
      Comparison comparison = compare(cursor, built, progress);
      Generation generation = cursor.index().generation();
      List<String> faults = comparison.faults(options.comparison());
      int withoutVectors = built.withoutVectors().size();
      if (!faults.isEmpty() && acceptance == Acceptance.JUDGED)
        return told(new Rebuilt.Refused(generation, comparison, withoutVectors, faults));
      serving.flip(cursor, new IndexHome.Activation(built.id(), insteadOf));
      flipped = true;
      return told(
          new Rebuilt.Activated(
              generation,
              comparison,
              withoutVectors,
              faults,
              Duration.ofNanos(System.nanoTime() - started)));
    } catch (DamagedGenerationException e) {
      LOG.error("the new generation {} is damaged", built.id(), e);
      throw new GenerationRefusedException("the new generation is damaged: " + e.getMessage());
    } finally {
      if (!flipped) {
        serving.discard(cursor);
        home.delete(built.id());
      }
    }
  }

  /// Applies what was written until now, then what was written during that, and so on until less
  /// than a batch is left. Where that does not come, as under a lasting import, it ends after
  /// [#ROUNDS]: the flip takes what is left then, and the follower goes on.
  void follow(IndexCursor cursor, Progress progress) {
    int batch = options.follow().batch();
    long backlog = cursor.backlog();
    int round = 0;
    do {
      progress.start("catching up", backlog);
      cursor.advanceTo(store.lastSeq(), batch, progress::step);
      backlog = cursor.backlog();
    } while (backlog >= batch && ++round < ROUNDS);
  }

  private Comparison compare(IndexCursor cursor, Built built, Progress progress) {
    ComparisonRun run = new ComparisonRun(cursor, built, store);
    if (serving.cursorNow().isEmpty() || home.damage(serving.generation().id()).isPresent())
      return run.alone();
    try {
      return run.with(serving::acquire, answers, progress, unjudged(cursor));
    } catch (CancellationException e) {
      throw e;
    } catch (DamagedGenerationException e) {
      LOG.warn("the live generation cannot be compared with", e);
      return run.alone();
    }
  }

  /// Why the two are not expected to answer alike.
  private @Nullable String unjudged(IndexCursor fresh) {
    Generation before = serving.generation();
    Generation after = fresh.index().generation();
    if (!before.embeddingModel().equals(after.embeddingModel()))
      return "the embedding model changes";
    if (!before.language().equals(after.language())) return "the language changes";
    long missing = store.countChanges(serving.cursor().visibleSeq());
    if (missing * UP_TO_DATE > fresh.index().size())
      return "the live generation lacks " + missing + " changes";
    return null;
  }

  private Rebuilt told(Rebuilt rebuilt) {
    try {
      answers.ended(rebuilt);
    } catch (RuntimeException e) {
      LOG.warn("the comparison of generation {} is not kept", rebuilt.generation().id(), e);
    }
    return rebuilt;
  }
}
