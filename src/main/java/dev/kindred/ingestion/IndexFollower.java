package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that keeps the live index up with the store: it applies changes in batches,
/// refreshes at once when few are pending and at most every second while a backlog lasts, and
/// commits every few seconds. Signalled by [TitleWriter]; it also looks every second, since another
/// process may have written.
///
/// A backlog that a rebuild would bring cheaper is passed over at once, and a rebuild is asked for
/// when the writing has calmed down; meanwhile what is written is seen as ever. A failing store or
/// index is tried again after a pause, which doubles up to 30 s; [#status] tells. Thread-safe.
public final class IndexFollower implements AutoCloseable {
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  /// Failures in a row after which a broken index is opened anew.
  private static final int REOPEN_AFTER = 2;

  /// Times the quiet pause after which a rebuild that never began is asked for again.
  private static final int ASK_AGAIN = 10;

  private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

  private final Generations generations;
  private final TitleStore store;
  private final FollowOptions options;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition seen = lock.newCondition();
  private boolean signalled;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;
  private volatile long currentAt = System.nanoTime();
  private int failures;
  private long refreshedAt = System.nanoTime();
  private long committedAt = System.nanoTime();
  private long calmSince;
  private long calmSeq = -1;
  private boolean asked;
  private long askedAt;

  /// How far the index is behind the store.
  ///
  /// @param pending changes that searches do not all see yet
  /// @param lag how long that has been so; zero when nothing is pending
  /// @param withoutVectors titles that wait for the embedding model
  /// @param failure why following fails at the moment; empty when it works
  public record Status(long pending, Duration lag, int withoutVectors, Optional<String> failure) {}

  public IndexFollower(Generations generations, TitleStore store) {
    this.generations = generations;
    this.store = store;
    this.options = generations.followOptions();
  }

  /// Begins to follow the live generation, from its checkpoint.
  ///
  /// @param rebuild asks for a rebuild of the index, and returns at once
  /// @param renewal likewise, for [Generations#renewTaste]
  /// @throws IllegalStateException when it was started before
  public void start(Runnable rebuild, Runnable renewal) {
    Thread follower =
        Thread.ofPlatform()
            .name("index-follower")
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .unstarted(() -> run(rebuild, renewal));
    if (!thread.compareAndSet(null, follower))
      throw new IllegalStateException("the follower was started before");
    follower.start();
  }

  /// There may be something new in the store.
  public void signal() {
    lock.lock();
    try {
      signalled = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until searches see the change `seq`; false when they do not within `timeout`.
  ///
  /// @throws InterruptedException when interrupted
  public boolean awaitVisible(long seq, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!shows(seq)) {
        if (left <= 0 || stopping) return false;
        // A flip shows changes too, without a word: look now and then.
        long slice = Math.min(left, options.poll().toNanos());
        left += seen.awaitNanos(slice) - slice;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Searches see every change up to here; 0 when no index is open.
  public long visibleSeq() {
    return generations.cursorNow().map(IndexCursor::visibleSeq).orElse(0L);
  }

  /// Changes that searches do not all see yet.
  public long pending() {
    return store.countChanges(visibleSeq());
  }

  /// How the following goes.
  ///
  /// @throws RuntimeException when the store cannot be read
  public Status status() {
    long pending = store.countChanges(visibleSeq());
    Throwable now = failure;
    return new Status(
        pending,
        pending == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - currentAt),
        generations.cursorNow().map(IndexCursor::withoutVectors).orElse(0),
        Optional.ofNullable(now).map(Throwable::toString));
  }

  /// Stops after the batch in hand and commits the index. What is pending is followed after the
  /// next start.
  @Override
  public void close() {
    stopping = true;
    signal();
    Thread follower = thread.get();
    if (follower == null) return;
    boolean interrupted = false;
    while (follower.isAlive()) {
      try {
        follower.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void run(Runnable rebuild, Runnable renewal) {
    while (!stopping) {
      boolean more = false;
      Duration pause = options.poll();
      try {
        if (failures >= REOPEN_AFTER) reopenIfBroken();
        more = generations.write(this::round);
        askFor(rebuild, renewal);
        if (failures > 0) LOG.info("following the store again after {} failures", failures);
        failures = 0;
        failure = null;
      } catch (RuntimeException | Error e) { // the one follower must outlive even a full heap
        pause = failed(e);
      }
      if (!more) pause(pause);
    }
    try {
      generations.write(cursor -> {
        cursor.commit();
        return cursor;
      });
    } catch (RuntimeException e) {
      LOG.warn("the index keeps an earlier checkpoint: it could not be committed", e);
    }
  }

  /// One batch; true when there is more to do at once.
  private boolean round(IndexCursor cursor) {
    if (generations.isRebuildCheaper(cursor)) cursor.leap();
    boolean more = cursor.advance(options.batch()) == options.batch();
    long now = System.nanoTime();
    if (!more || now - refreshedAt >= options.refreshEvery().toNanos()) {
      cursor.refresh();
      refreshedAt = System.nanoTime();
      wake();
    }
    if (!more) {
      if (!cursor.hasGap()) currentAt = refreshedAt;
      cursor.retryVectors(options.batch());
    }
    if (cursor.isUncommitted() && now - committedAt >= options.commitEvery().toNanos()) {
      cursor.commit();
      committedAt = System.nanoTime();
    }
    return more;
  }

  /// Asks at once when the live generation is not what it should be; for the sake of a gap when
  /// less than a batch was written for a while, and again when nothing came of it.
  private void askFor(Runnable rebuild, Runnable renewal) {
    if (generations.wantsRebuild() && !generations.isBusy()) rebuild.run();
    else if (!generations.isBusy() && generations.wantsTaste()) renewal.run();
    if (!generations.cursor().hasGap()) {
      asked = false;
      calmSeq = -1;
      return;
    }
    long now = System.nanoTime();
    long patience = options.quiet().toNanos() * ASK_AGAIN;
    if (asked && (generations.isBusy() || now - askedAt < patience)) return;
    long seq = store.lastSeq();
    if (calmSeq < 0 || seq - calmSeq >= options.batch()) {
      calmSeq = seq;
      calmSince = now;
    } else if (now - calmSince >= options.quiet().toNanos()) {
      rebuild.run();
      asked = true;
      askedAt = System.nanoTime();
    }
  }

  private Duration failed(Throwable e) {
    failures++;
    failure = e;
    long doubled = options.backoff().toNanos() << Math.min(failures - 1, 20);
    Duration pause = Duration.ofNanos(Math.min(doubled, MAX_BACKOFF.toNanos()));
    LOG.error("the index could not follow the store; next try in {} ms", pause.toMillis(), e);
    return pause;
  }

  private void reopenIfBroken() {
    boolean broken = generations.write(IndexCursor::isBroken);
    if (!broken) return;
    LOG.warn("opening the index anew after {} failures", failures);
    generations.reopen();
  }

  private void pause(Duration longest) {
    lock.lock();
    try {
      long left = longest.toNanos();
      // While it fails, writers' signals must not turn the pause into a spin.
      while (!stopping && left > 0 && (!signalled || failures > 0)) left = work.awaitNanos(left);
      signalled = false;
    } catch (InterruptedException e) {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean shows(long seq) {
    return generations.cursorNow().map(cursor -> cursor.shows(seq)).orElse(false);
  }

  private void wake() {
    lock.lock();
    try {
      seen.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
