package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live index: who reads it, the one who writes it, and how another takes its place. Each open
/// generation has its own model, held until its index is closed: what still searches an old one
/// still has the model to embed its query. Thread-safe.
final class Serving {
  private static final Duration REOPENING = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private final IndexHome home;
  private final TitleStore store;
  private final Function<Title, ContentProfile> profiler;
  private final Models models;
  private final FollowOptions options;
  private final AtomicReference<@Nullable LiveIndex> live = new AtomicReference<>();
  private final Map<String, Vectorizer> open = new ConcurrentHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable Generation liveGeneration;
  private volatile Instant liveSince = Instant.EPOCH;

  Serving(
      IndexHome home,
      TitleStore store,
      Function<Title, ContentProfile> profiler,
      Models models,
      FollowOptions options) {
    this.home = home;
    this.store = store;
    this.profiler = profiler;
    this.models = models;
    this.options = options;
  }

  /// See [Generations#acquire].
  TitleSearcher acquire() {
    while (true) {
      Optional<TitleSearcher> searcher = liveIndex().acquire();
      if (searcher.isPresent()) return searcher.get();
    }
  }

  /// Runs `use` on the live index, which stays open as long; may run beside writes.
  void using(Consumer<TitleIndex> use) {
    while (true) {
      LiveIndex index = liveIndex();
      if (index.use(use)) return;
    }
  }

  /// The generation that searches run on.
  Generation generation() {
    Generation generation = liveGeneration;
    if (generation == null) throw new IllegalStateException("no generation is open");
    return generation;
  }

  /// When it went live in this process.
  Instant liveSince() {
    return liveSince;
  }

  /// The figures of the live index, to be read only.
  IndexCursor cursor() {
    return liveIndex().cursor();
  }

  /// The same without waiting: empty when no index is open.
  Optional<IndexCursor> cursorNow() {
    return Optional.ofNullable(live.get()).map(LiveIndex::cursor);
  }

  /// Why the model of the live generation cannot be used; empty when it can.
  Optional<String> modelFailure() {
    Generation generation = liveGeneration;
    if (generation == null) return Optional.empty();
    return Optional.ofNullable(open.get(generation.id())).flatMap(Vectorizer::unavailable);
  }

  /// Opens a generation with its model, beside the live one.
  ///
  /// @throws DamagedGenerationException when it is damaged
  IndexCursor open(String generationId) {
    TitleIndex index = home.open(generationId);
    Vectorizer model = models.of(index.generation());
    open.put(generationId, model);
    TitleAssembly assembly =
        new TitleAssembly(
            profiler,
            model,
            index.generation().dimensions(),
            models.taste().of(index.generation()));
    return new IndexCursor(store, assembly, index, options);
  }

  boolean isOpen(String generationId) {
    return open.containsKey(generationId);
  }

  /// Closes what was opened and never went live.
  void discard(IndexCursor cursor) {
    cursor.index().close();
    letGo(cursor.index().generation().id());
  }

  /// The first index, or one in place of one that broke.
  void begin(IndexCursor cursor) {
    goLive(cursor);
  }

  /// Makes `next` the live index: under the lock of the writers it takes the changes until now, so
  /// that it shows nothing less than the old one, is committed, recorded as active, and is what
  /// searches acquire from then on.
  void flip(IndexCursor next, IndexHome.Activation activation) {
    writing.lock();
    try {
      next.advanceTo(store.lastSeq(), options.batch(), _ -> {});
      next.refresh();
      next.commit();
      home.activate(activation);
      LiveIndex old = goLive(next);
      if (old != null) retire(old);
    } finally {
      writing.unlock();
    }
  }

  /// Runs `write` on the live index while no other thread writes to it; opens it anew first when it
  /// broke so badly that it had to be closed.
  ///
  /// @param spare gives another index when the broken one turns out to be damaged
  <T> T write(
      Function<DamagedGenerationException, IndexCursor> spare, Function<IndexCursor, T> write) {
    writing.lock();
    try {
      if (live.get() == null && liveGeneration != null) revive(spare);
      return write.apply(liveIndex().cursor());
    } finally {
      writing.unlock();
    }
  }

  /// Closes the live index and opens it from its last commit: an index that failed at writing may
  /// refuse everything after. Searchers in use fail or finish; new ones wait.
  ///
  /// @param spare see [#write]
  void reopen(Function<DamagedGenerationException, IndexCursor> spare) {
    writing.lock();
    try {
      LiveIndex broken = live.getAndSet(null);
      if (broken != null) closeBroken(broken);
      revive(spare);
    } finally {
      writing.unlock();
    }
  }

  /// Commits and lets go of the live index; it closes with the last searcher.
  void close() {
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

  private void revive(Function<DamagedGenerationException, IndexCursor> spare) {
    IndexCursor cursor;
    try {
      cursor = open(generation().id());
    } catch (DamagedGenerationException e) {
      cursor = spare.apply(e);
    }
    goLive(cursor);
  }

  private @Nullable LiveIndex goLive(IndexCursor cursor) {
    Generation generation = cursor.index().generation();
    LiveIndex next = new LiveIndex(cursor, () -> letGo(generation.id()));
    liveGeneration = generation;
    liveSince = Instant.now();
    return live.getAndSet(next);
  }

  private void letGo(String generationId) {
    Vectorizer model = open.remove(generationId);
    if (model != null) model.close();
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
    Supplier<LiveIndex> none =
        () -> {
          throw new IllegalStateException("no generation is open");
        };
    return Objects.requireNonNullElseGet(live.get(), none);
  }
}
