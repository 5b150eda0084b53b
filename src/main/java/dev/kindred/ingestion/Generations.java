package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The generations' life: which index is live, how the next is built beside it, how it takes over.
///
/// A flip is atomic for searches: a searcher acquired before keeps its index until it is closed,
/// one acquired after sees the new one. It loses no change: the new index follows the store by
/// itself until, under the lock of the writers, it takes the last few changes and becomes the one
/// that the follower follows. The old index needs nothing after that but its checkpoint, from which
/// it catches up if it is ever activated again.
///
/// Thread-safe. One rebuild or activation at a time; a second is refused.
public final class Generations implements AutoCloseable {
  private static final Duration REOPENING = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  private final IndexHome home;
  private final TitleStore store;
  private final Vectorizer vectorizer;
  private final TitleAssembly assembly;
  private final GenerationOptions options;
  private final AtomicReference<@Nullable LiveIndex> live = new AtomicReference<>();
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock lifecycle = new ReentrantLock();
  private volatile @Nullable Generation liveGeneration;

  /// @param profiler derives the profile of a title that has none stored
  public Generations(
      IndexHome home,
      TitleStore store,
      Function<Title, ContentProfile> profiler,
      Vectorizer vectorizer,
      GenerationOptions options) {
    this.home = home;
    this.store = store;
    this.vectorizer = vectorizer;
    this.assembly = new TitleAssembly(profiler, vectorizer);
    this.options = options;
  }

  /// Opens the active generation, or builds one from the store when there is none, when it does not
  /// fit this service (schema, embedding model, language), or when it cannot be read: the store is
  /// the truth, so nothing is lost by that. What was written since its checkpoint is followed
  /// later.
  ///
  /// @return whether it was built
  /// @throws GenerationRefusedException when the built generation does not match the store
  public boolean open(Progress progress) {
    Optional<Generation> active = home.active();
    if (active.isPresent() && misfit(active.get()).isEmpty()) {
      try {
        goLive(cursor(active.get().id()));
        return false;
      } catch (UncheckedIOException e) {
        LOG.error("generation {} cannot be opened; building anew", active.get().id(), e);
      }
    } else if (active.isPresent()) {
      LOG.info(
          "generation {} is of no use: {}; building anew",
          active.get().id(),
          misfit(active.get()).orElseThrow());
    }
    if (rebuild(progress) instanceof Rebuilt.Refused refused)
      throw new GenerationRefusedException(
          "the first generation was refused: " + String.join("; ", refused.reasons()));
    return true;
  }

  /// A snapshot of the live generation; close it after use. Never waits for writes or a rebuild,
  /// only, for at most 5 s, for a broken index to be opened anew.
  ///
  /// @throws IllegalStateException when no generation is open
  public TitleSearcher acquire() {
    while (true) {
      Optional<TitleSearcher> searcher = liveIndex().acquire();
      if (searcher.isPresent()) return searcher.get();
    }
  }

  /// The generation that searches run on.
  public Generation generation() {
    Generation generation = liveGeneration;
    if (generation == null) throw new IllegalStateException("no generation is open");
    return generation;
  }

  /// Complete generations, oldest first.
  public List<Generation> all() {
    return home.generations();
  }

  /// Bytes that a generation takes on disk.
  public long bytes(String generationId) {
    return home.bytes(generationId);
  }

  /// Titles that a search can see now.
  public long size() {
    return liveIndex().cursor().index().size();
  }

  /// Builds what the first searches on the live generation would wait for; may run beside them.
  public void warm() {
    cursor().index().warm();
  }

  /// Whether so much was written since that a rebuild costs less than following: more than
  /// `rebuildAbove` changes, and more than half of the live index. Bulk loading takes about half
  /// the CPU of following per title and ends in one segment.
  public boolean isRebuildCheaper() {
    return isRebuildCheaper(liveIndex().cursor());
  }

  boolean isRebuildCheaper(IndexCursor cursor) {
    if (cursor.isPatient()) return false;
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
      follow(cursor, progress);
      cursor.refresh();
      cursor.commit();
      return cursor;
    });
    progress.end();
    return Optional.empty();
  }

  /// Builds a generation from the store beside the live one, lets it catch up, compares it, and
  /// flips. Meanwhile the live one goes on serving and following; when its own backlog is large it
  /// passes over that, since the rebuild brings it, so that fresh writes are seen at once.
  ///
  /// @throws GenerationRefusedException when a rebuild or an activation is running
  public Rebuilt rebuild(Progress progress) {
    long started = System.nanoTime();
    begin();
    try {
      if (live.get() != null && isRebuildCheaper()) {
        write(cursor -> {
          cursor.leap();
          return cursor;
        });
      }
      Rebuilt rebuilt = buildAndFlip(progress, started);
      progress.end();
      return rebuilt;
    } finally {
      // After a flip there is no gap; after anything else its changes are followed one by one.
      LiveIndex now = live.get();
      if (now != null && now.cursor().hasGap()) closeGap();
      lifecycle.unlock();
    }
  }

  /// Makes a complete generation the live one, forward or back: opens it, lets it catch up, flips.
  ///
  /// @throws NoSuchElementException when there is no such generation
  /// @throws GenerationRefusedException when it does not fit this service, or a rebuild is running
  public void activate(String generationId, Progress progress) {
    Generation generation =
        home.generations().stream()
            .filter(g -> g.id().equals(generationId))
            .findFirst()
            .orElseThrow(() ->
                new NoSuchElementException("there is no generation \"" + generationId + "\""));
    Optional<String> misfit = misfit(generation);
    if (misfit.isPresent())
      throw new GenerationRefusedException(
          "generation " + generationId + " does not fit: " + misfit.get());
    begin();
    try {
      if (generation().id().equals(generationId)) return;
      if (open.contains(generationId))
        throw new GenerationRefusedException(
            "generation " + generationId + " is still closing: a search uses it; try again");
      IndexCursor cursor = cursor(generationId);
      boolean flipped = false;
      try {
        follow(cursor, progress);
        cursor.refresh();
        cursor.index().warm();
        flip(cursor);
        flipped = true;
      } finally {
        if (!flipped) discard(cursor);
      }
      progress.end();
      prune();
    } finally {
      lifecycle.unlock();
    }
  }

  /// Runs `write` on the live index while no other thread writes to it; opens it anew first when it
  /// broke so badly that it had to be closed.
  <T> T write(Function<IndexCursor, T> write) {
    writing.lock();
    try {
      if (live.get() == null && liveGeneration != null) goLive(cursor(generation().id()));
      return write.apply(liveIndex().cursor());
    } finally {
      writing.unlock();
    }
  }

  /// The figures of the live index, to be read only.
  IndexCursor cursor() {
    return liveIndex().cursor();
  }

  /// The same without waiting: empty when no index is open.
  Optional<IndexCursor> cursorNow() {
    return Optional.ofNullable(live.get()).map(LiveIndex::cursor);
  }

  /// Whether a rebuild or an activation is running.
  public boolean isBusy() {
    return lifecycle.isLocked();
  }

  FollowOptions followOptions() {
    return options.follow();
  }

  /// Closes the live index and opens it from its last commit: an index that failed at writing may
  /// refuse everything after. Searchers in use fail or finish; new ones wait.
  void reopen() {
    writing.lock();
    try {
      LiveIndex broken = live.getAndSet(null);
      if (broken != null) closeBroken(broken);
      goLive(cursor(generation().id()));
    } finally {
      writing.unlock();
    }
  }

  /// Commits and lets go of the live index; it closes with the last searcher.
  @Override
  public void close() {
    writing.lock();
    try {
      LiveIndex last = live.getAndSet(null);
      liveGeneration = null;
      if (last == null) return;
      try {
        last.cursor().commit();
      } finally {
        last.release();
      }
    } finally {
      writing.unlock();
    }
  }

  private Rebuilt buildAndFlip(Progress progress, long started) {
    long seq = store.lastSeq();
    String id;
    GenerationBuild build;
    try (BulkLoad load =
        home.build(vectorizer.modelId(), vectorizer.dimensions(), options.language())) {
      id = load.generation().id();
      build = new GenerationBuild(store, assembly, load, progress);
      progress.start("indexing titles", store.count());
      build.run();
      progress.start("merging the index and building its graphs", Progress.UNKNOWN);
      load.finish(seq);
    }
    boolean flipped = false;
    IndexCursor cursor = cursor(id);
    try {
      cursor.await(build.withoutVectors());
      follow(cursor, progress);
      cursor.refresh();
      cursor.index().warm();
      Comparison comparison = compare(cursor, build);
      Generation generation = cursor.index().generation();
      if (!comparison.faults().isEmpty())
        return new Rebuilt.Refused(generation, comparison, comparison.faults());
      flip(cursor);
      flipped = true;
      prune();
      return new Rebuilt.Activated(
          generation,
          comparison,
          build.withoutVectors().size(),
          Duration.ofNanos(System.nanoTime() - started));
    } finally {
      if (!flipped) {
        discard(cursor);
        home.delete(id);
      }
    }
  }

  private Comparison compare(IndexCursor cursor, GenerationBuild build) {
    if (live.get() == null)
      return Comparison.of(cursor, Optional.empty(), store, build.sample(), build.refused());
    try (TitleSearcher searcher = acquire()) {
      return Comparison.of(cursor, Optional.of(searcher), store, build.sample(), build.refused());
    }
  }

  /// Applies everything that was written until now.
  private void follow(IndexCursor cursor, Progress progress) {
    int batch = options.follow().batch();
    progress.start("catching up", cursor.backlog());
    int applied;
    do {
      applied = cursor.advance(batch);
      progress.step(applied);
    } while (applied == batch);
  }

  private void flip(IndexCursor next) {
    LiveIndex old;
    writing.lock();
    try {
      int batch = options.follow().batch();
      while (next.advance(batch) == batch) {}
      next.refresh();
      next.commit();
      home.activate(next.index().generation().id());
      old = goLive(next);
      if (old != null) retire(old);
    } finally {
      writing.unlock();
    }
  }

  private static void retire(LiveIndex old) {
    try {
      old.cursor().commit();
    } catch (RuntimeException e) {
      LOG.warn("the old generation keeps an earlier checkpoint: it could not be committed", e);
    }
    try {
      old.release();
    } catch (RuntimeException e) {
      LOG.warn("the old generation could not be closed", e);
    }
  }

  private static void closeBroken(LiveIndex broken) {
    try {
      broken.closeNow();
    } catch (RuntimeException e) {
      LOG.warn("the broken index could not be closed either", e);
    }
  }

  private @Nullable LiveIndex goLive(IndexCursor cursor) {
    Generation generation = cursor.index().generation();
    LiveIndex next = new LiveIndex(cursor, () -> open.remove(generation.id()));
    liveGeneration = generation;
    return live.getAndSet(next);
  }

  private IndexCursor cursor(String generationId) {
    TitleIndex index = home.open(generationId);
    open.add(generationId);
    return new IndexCursor(store, assembly, index, options.follow());
  }

  private void discard(IndexCursor cursor) {
    cursor.index().close();
    open.remove(cursor.index().generation().id());
  }

  private void closeGap() {
    write(cursor -> {
      cursor.closeGap();
      return cursor;
    });
  }

  /// Deletes the oldest generations beyond those to keep. One that searches still use goes at a
  /// later flip.
  private void prune() {
    String activeId = generation().id();
    List<Generation> others = new ArrayList<>(home.generations());
    others.removeIf(g -> g.id().equals(activeId));
    int surplus = others.size() - (options.kept() - 1);
    for (Generation generation : others.subList(0, Math.max(0, surplus))) {
      if (open.contains(generation.id())) continue;
      try {
        home.delete(generation.id());
      } catch (UncheckedIOException e) {
        LOG.warn("generation {} could not be deleted", generation.id(), e);
      }
    }
  }

  /// Why a generation cannot serve here; empty when it can.
  private Optional<String> misfit(Generation generation) {
    if (generation.schema() != home.schema())
      return Optional.of("its schema is " + generation.schema() + ", not " + home.schema());
    if (!generation.embeddingModel().equals(vectorizer.modelId())
        || generation.dimensions() != vectorizer.dimensions())
      return Optional.of(
          String.format(
              "its vectors are of %s (%d), not of %s (%d)",
              generation.embeddingModel(),
              generation.dimensions(),
              vectorizer.modelId(),
              vectorizer.dimensions()));
    if (!generation.language().equals(options.language()))
      return Optional.of(
          "its language is " + generation.language() + ", not " + options.language());
    return Optional.empty();
  }

  private void begin() {
    if (!lifecycle.tryLock())
      throw new GenerationRefusedException("another rebuild or activation is running");
  }

  private LiveIndex liveIndex() {
    LiveIndex now = live.get();
    return now != null ? now : awaitLive();
  }

  private LiveIndex awaitLive() {
    if (liveGeneration != null) {
      try {
        if (writing.tryLock(REOPENING.toMillis(), TimeUnit.MILLISECONDS)) writing.unlock();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Objects.requireNonNullElseGet(
        live.get(),
        () -> {
          throw new IllegalStateException("no generation is open");
        });
  }
}
