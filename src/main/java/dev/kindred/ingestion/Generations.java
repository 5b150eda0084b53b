package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexHome.Activation;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.TasteSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The generations' life: which index is live, how the next is built beside it, how it takes over.
///
/// A flip is atomic for searches: a searcher acquired before keeps its index until it is closed,
/// one acquired after sees the new one. It loses no change: the new index follows the store by
/// itself until, under the lock of the writers, it takes the last few changes and becomes the one
/// that the follower follows. The old index needs nothing after that but its checkpoint, from which
/// it catches up if it is ever activated again.
///
/// A generation that is damaged is condemned, and the last good one served in its place; one whose
/// model or language the settings no longer name is served as it is, with its own model. Either is
/// told by [#faults], and [#wantsRebuild] says when a rebuild is to put an end to it.
///
/// Thread-safe. One rebuild or activation at a time; a second is refused.
public final class Generations implements AutoCloseable {
  /// Times the quiet pause after which a rebuild that failed is tried again at first.
  private static final int FIRST_RETRY = 60;

  private final IndexHome home;
  private final GenerationOptions options;
  private final Serving serving;
  private final Models models;
  private final Takeover takeover;
  private final Rebuild rebuild;
  private final Retention retention;
  private final GenerationHealth health;
  private final TasteHealth taste;
  private final Standby standby;
  private final ReentrantLock lifecycle = new ReentrantLock();

  /// What a caller says to a new generation that does not pass the comparison.
  public enum Acceptance {
    JUDGED,
    /// It takes over all the same.
    FORCED
  }

  /// @param profiler derives the profile of a title that has none stored
  public Generations(
      IndexHome home,
      TitleStore store,
      Function<Title, ContentProfile> profiler,
      Models models,
      AnswerComparison answers,
      GenerationOptions options) {
    this.home = home;
    this.options = options;
    this.serving = new Serving(home, store, profiler, models, options.follow());
    this.models = models;
    this.takeover = new Takeover(home, store, answers, serving, options);
    this.rebuild =
        new Rebuild(home, store, profiler, models, serving, takeover, options.language());
    this.retention = new Retention(home, serving, models.current().modelId(), options.language());
    Duration retry = options.follow().quiet().multipliedBy(FIRST_RETRY);
    this.health = new GenerationHealth(retry);
    this.taste = new TasteHealth(retry);
    this.standby = new Standby(home, serving, takeover, retention, health);
  }

  /// Opens the active generation; when it cannot be opened, the best of the others, and only when
  /// there is none builds one from the store: the store is the truth, so nothing is lost by that.
  /// What was written since its checkpoint is followed later.
  ///
  /// @return whether it was built
  /// @throws GenerationRefusedException when the built generation does not match the store
  public boolean open(Progress progress) {
    if (standby.open()) return false;
    if (rebuild(progress) instanceof Rebuilt.Refused refused)
      throw new GenerationRefusedException(
          "the first generation was refused: " + String.join("; ", refused.reasons()));
    return true;
  }

  /// A snapshot of the live generation; close it after use. Never waits for writes or a rebuild,
  /// only, for at most 5 s, for a broken index to be opened anew. As long as it is not closed, the
  /// model of its generation is open.
  ///
  /// @throws IllegalStateException when no generation is open
  public TitleSearcher acquire() {
    return serving.acquire();
  }

  /// The generation that searches run on.
  public Generation generation() {
    return serving.generation();
  }

  /// Complete generations, oldest first.
  public List<Generation> all() {
    return home.generations();
  }

  /// Why a generation was condemned; empty when it was not.
  public Optional<String> damage(String generationId) {
    return home.damage(generationId);
  }

  /// Bytes that a generation takes on disk; empty when it was deleted.
  public OptionalLong bytes(String generationId) {
    return home.bytes(generationId);
  }

  /// Titles that a search can see now.
  public long size() {
    return serving.cursor().index().size();
  }

  /// What is wrong with what is served; empty when nothing is.
  public List<GenerationFault> faults() {
    List<GenerationFault> faults = new ArrayList<>(health.faults());
    faults.addAll(taste.faults());
    serving
        .modelFailure()
        .ifPresent(why ->
            faults.add(
                new GenerationFault(
                    "words alone decide on generation " + generation().id() + ": " + why,
                    serving.liveSince())));
    return faults;
  }

  /// Whether a rebuild is to be begun now, because the live generation is not what it should be.
  public boolean wantsRebuild() {
    return health.wantsRebuild();
  }

  /// Whether [#renewTaste] is to be begun now: other models are live than those whose taste vectors
  /// the live generation has. Not when a rebuild is to come, which brings them; not when a person
  /// went back to this generation since they are live.
  public boolean wantsTaste() {
    Optional<TasteSpace> live = models.taste().live().get();
    return live.isPresent()
        && !standby.keepsTaste(live.get().id())
        && taste.allows(live.get().id())
        && !health.wantsRebuild()
        && home.damage(generation().id()).isEmpty()
        && !cursor().hasGap();
  }

  /// Builds what the first searches on the live generation would wait for; may run beside them.
  public void warm() {
    serving.cursor().index().warm();
  }

  /// Reads every file of the live generation, beside the searches, and puts the last good one in
  /// its place when its checksums do not fit.
  public void verify() {
    Generation read = generation();
    try {
      serving.using(index -> index.verify());
    } catch (DamagedGenerationException e) {
      standby.condemn(read, e);
      lifecycle.lock(); // a rebuild that runs mends it
      try {
        standby.replace(read);
      } finally {
        lifecycle.unlock();
      }
    }
  }

  /// Whether so much was written since that a rebuild costs less than following: more than
  /// `rebuildAbove` changes, and more than half of the live index. Bulk loading takes about half
  /// the CPU of following per title and ends in one segment. Never while a person has chosen a
  /// generation that the settings do not name: a rebuild would undo that.
  public boolean isRebuildCheaper() {
    return isRebuildCheaper(serving.cursor());
  }

  boolean isRebuildCheaper(IndexCursor cursor) {
    if (cursor.isPatient() || standby.isChosen()) return false;
    long backlog = cursor.backlog();
    return backlog > options.follow().rebuildAbove() && backlog > cursor.index().size() / 2;
  }

  /// Brings the live generation up to the store before it returns, by whichever way costs less:
  /// what a command does that owns the index without a follower.
  ///
  /// @return the rebuild, when it took one
  public Optional<Rebuilt> catchUp(Progress progress) {
    if (isRebuildCheaper()) return Optional.of(rebuild(progress));
    write(cursor -> {
      takeover.follow(cursor, progress);
      cursor.refresh();
      cursor.commit();
      return cursor;
    });
    progress.end();
    return Optional.empty();
  }

  /// See [#rebuild(Progress, Acceptance)]; the comparison is judged.
  public Rebuilt rebuild(Progress progress) {
    return rebuild(progress, Acceptance.JUDGED);
  }

  /// Builds a generation from the store beside the live one, lets it catch up, reads it whole,
  /// compares it, and flips. Meanwhile the live one goes on serving and following; when its own
  /// backlog is large it passes over that, since the rebuild brings it, so that fresh writes are
  /// seen at once.
  ///
  /// @throws GenerationRefusedException when a rebuild or an activation is running, when the model
  ///   does not answer, or when the new generation is damaged
  public Rebuilt rebuild(Progress progress, Acceptance acceptance) {
    begin();
    try {
      if (serving.cursorNow().isPresent() && isRebuildCheaper()) {
        write(cursor -> {
          cursor.leap();
          return cursor;
        });
      }
      Rebuilt rebuilt = rebuild.run(progress, acceptance);
      progress.end();
      ended(rebuilt);
      return rebuilt;
    } catch (CancellationException e) {
      health.rebuildRefused("it was cancelled");
      throw e;
    } catch (RuntimeException e) {
      health.rebuildFailed(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      // After a flip there is no gap; after anything else its changes are followed one by one.
      if (serving.cursorNow().map(IndexCursor::hasGap).orElse(false)) closeGap();
      lifecycle.unlock();
    }
  }

  /// Makes a generation of the live one in which only the taste vectors are others, those of the
  /// models that are live; lets it catch up, compares it, and flips. Takes seconds where a rebuild
  /// takes minutes, and embeds nothing.
  ///
  /// @throws GenerationRefusedException when no models are live, a rebuild or an activation is
  ///   running, or the new generation is damaged
  public Rebuilt renewTaste(Progress progress) {
    begin();
    try {
      TasteSpace space =
          models
              .taste()
              .live()
              .get()
              .orElseThrow(() -> new GenerationRefusedException("no models are live"));
      return taste.watch(
          space.id(),
          generation(),
          () -> {
            Set<TitleKey> waiting =
                write(cursor -> {
                  cursor.refresh();
                  cursor.commit();
                  return cursor.waiting();
                });
            Rebuilt renewed = rebuild.withTaste(space, waiting, progress);
            progress.end();
            if (renewed instanceof Rebuilt.Activated) {
              home.activation().ifPresent(standby::judge);
              retention.prune(options.kept());
            }
            return renewed;
          });
    } finally {
      lifecycle.unlock();
    }
  }

  /// Makes a complete generation the live one, forward or back: opens it, reads it whole, lets it
  /// catch up, flips. One of another model or language than the settings name stays live until a
  /// person rebuilds or activates another, or the settings change again.
  ///
  /// @throws NoSuchElementException when there is no such generation
  /// @throws GenerationRefusedException when it cannot serve, or a rebuild is running
  public void activate(String generationId, Progress progress) {
    Generation generation =
        home.generations().stream()
            .filter(g -> g.id().equals(generationId))
            .findFirst()
            .orElseThrow(() ->
                new NoSuchElementException("there is no generation \"" + generationId + "\""));
    begin();
    try {
      if (generation().id().equals(generationId)) return;
      retention
          .hindrance(generation)
          .ifPresent(why -> {
            throw new GenerationRefusedException("generation " + generationId + " " + why);
          });
      Optional<String> live = models.taste().live().get().map(TasteSpace::id);
      Activation activation = standby.chosen(generation, live);
      standby.takeOver(generation, activation, progress);
      progress.end();
      health.mended();
      taste.settled();
      standby.judge(activation);
      retention.prune(options.kept());
    } finally {
      lifecycle.unlock();
    }
  }

  /// Deletes the oldest generations beyond those to keep, and all that are condemned; never the
  /// active one nor one that a search still uses.
  ///
  /// @param kept how many stay, the active one counted, 1 or more
  /// @return ids of the deleted ones
  /// @throws GenerationRefusedException when a rebuild or an activation is running
  public List<String> prune(int kept) {
    if (kept < 1) throw new IllegalArgumentException("kept must be 1 or more, got " + kept);
    begin();
    try {
      return retention.prune(kept);
    } finally {
      lifecycle.unlock();
    }
  }

  /// Runs `write` on the live index while no other thread writes to it; see [Serving#write].
  <T> T write(Function<IndexCursor, T> write) {
    return serving.write(standby::spare, write);
  }

  /// The figures of the live index, to be read only.
  IndexCursor cursor() {
    return serving.cursor();
  }

  /// The same without waiting: empty when no index is open.
  Optional<IndexCursor> cursorNow() {
    return serving.cursorNow();
  }

  /// Whether a rebuild or an activation is running.
  public boolean isBusy() {
    return lifecycle.isLocked();
  }

  FollowOptions followOptions() {
    return options.follow();
  }

  /// See [Serving#reopen].
  void reopen() {
    serving.reopen(standby::spare);
  }

  /// Commits and lets go of the live index; it closes with the last searcher.
  @Override
  public void close() {
    serving.close();
  }

  private void ended(Rebuilt rebuilt) {
    switch (rebuilt) {
      case Rebuilt.Activated done -> {
        health.mended();
        taste.settled();
        standby.judge(new Activation(done.generation().id(), null));
        retention.prune(options.kept());
      }
      case Rebuilt.Refused refused -> {
        String reasons = String.join("; ", refused.reasons());
        if (refused.withoutVectors() > 0) health.rebuildFailed(reasons);
        else health.rebuildRefused(reasons);
      }
    }
  }

  private void closeGap() {
    write(cursor -> {
      cursor.closeGap();
      return cursor;
    });
  }

  private void begin() {
    if (!lifecycle.tryLock())
      throw new GenerationRefusedException("another rebuild or activation is running");
  }
}
