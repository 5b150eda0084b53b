package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.ingestion.Generations.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds a generation with the current model, compares it, and puts it in the place of the live
/// one. One at a time.
final class Rebuild {
  /// A live generation that lacks more than one change per so many titles answers differently.
  private static final int UP_TO_DATE = 100;

  /// Rounds of catching up with what was written during the round before.
  private static final int ROUNDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  private final IndexHome home;
  private final TitleStore store;
  private final Function<Title, ContentProfile> profiler;
  private final Vectorizer model;
  private final AnswerComparison answers;
  private final Serving serving;
  private final GenerationOptions options;

  Rebuild(
      IndexHome home,
      TitleStore store,
      Function<Title, ContentProfile> profiler,
      Vectorizer model,
      AnswerComparison answers,
      Serving serving,
      GenerationOptions options) {
    this.home = home;
    this.store = store;
    this.profiler = profiler;
    this.model = model;
    this.answers = answers;
    this.serving = serving;
    this.options = options;
  }

  /// @throws GenerationRefusedException when the model does not answer or the new generation is
  ///   damaged
  Rebuilt run(Progress progress, Acceptance acceptance) {
    long started = System.nanoTime();
    requireModel();
    long seq = store.lastSeq();
    int dimensions = model.dimensions();
    String id;
    GenerationBuild build;
    try (BulkLoad load =
        home.build(model.modelId(), model.recipe(), dimensions, options.language(), null)) {
      id = load.generation().id();
      TitleAssembly assembly = new TitleAssembly(profiler, model, dimensions);
      build = new GenerationBuild(store, assembly, load, progress);
      progress.start("indexing titles", store.count());
      build.run();
      progress.start("merging the index and building its graphs", Progress.UNKNOWN);
      load.finish(seq);
    }
    boolean flipped = false;
    IndexCursor cursor = serving.open(id);
    try {
      cursor.await(build.withoutVectors());
      follow(cursor, progress);
      cursor.refresh();
      progress.start("verifying the index", Progress.UNKNOWN);
      cursor.index().verify();
      cursor.index().warm();
      Comparison comparison = compare(cursor, build, progress);
      Generation generation = cursor.index().generation();
      List<String> faults = comparison.faults(options.comparison());
      int withoutVectors = build.withoutVectors().size();
      if (!faults.isEmpty() && acceptance == Acceptance.JUDGED)
        return told(new Rebuilt.Refused(generation, comparison, withoutVectors, faults));
      serving.flip(cursor, new IndexHome.Activation(id, null));
      flipped = true;
      return told(
          new Rebuilt.Activated(
              generation,
              comparison,
              withoutVectors,
              faults,
              Duration.ofNanos(System.nanoTime() - started)));
    } catch (DamagedGenerationException e) {
      LOG.error("the new generation {} is damaged", id, e);
      throw new GenerationRefusedException("the new generation is damaged: " + e.getMessage());
    } finally {
      if (!flipped) {
        serving.discard(cursor);
        home.delete(id);
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

  /// A change of model that cannot be made now should fail at once, not after all titles failed.
  private void requireModel() {
    boolean changes =
        serving.cursorNow().isPresent()
            && !serving.generation().embeddingModel().equals(model.modelId());
    if (!changes) return;
    try {
      model.check();
    } catch (RuntimeException e) {
      LOG.warn("the embedding model does not answer", e);
      throw new GenerationRefusedException(
          "the embedding model " + model.modelId() + " does not answer: " + e.getMessage());
    }
  }

  private Comparison compare(IndexCursor cursor, GenerationBuild build, Progress progress) {
    ComparisonRun run = new ComparisonRun(cursor, build, store);
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
