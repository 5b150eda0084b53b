package dev.kindred.storage;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to a database, with group commit: what callers submit while a commit
/// is under way goes into the next transaction together, so that one `fsync` serves them all.
///
/// There are two lanes: what somebody waits for ([Lane#EXPRESS]) passes by what comes in masses
/// ([Lane#BULK]). A transaction of the one takes no work of the other, but for the piece of mass
/// work that is in hand when express work comes: it joins, and they commit at once. Under lasting
/// express work every other transaction is of mass work. Work of one lane keeps its order. After a
/// transaction of mass work the writer pauses for a moment, in which another process gets its turn:
/// SQLite itself queues nobody. No commit moves the log into the file; a [Checkpointer] does that.
///
/// Each piece of work runs under its own savepoint: one that fails is undone alone. A transaction
/// takes no further work after [#MAX_TRANSACTION], or [#MAX_BULK_TRANSACTION], or, as long as
/// somebody waits now and then, [#MAX_BULK_BESIDE_EXPRESS]. A failure of the transaction itself
/// (disk full, I/O) fails every piece of work in it and leaves nothing behind; the next one starts
/// afresh. Submitting blocks while more than [#MAX_PENDING] characters wait in the lane.
/// Thread-safe.
final class GroupWriter implements AutoCloseable {
  /// Once a transaction has lasted this long it takes no further work and commits.
  static final Duration MAX_TRANSACTION = Duration.ofMillis(50);

  /// The same for mass work: what another process waits at most.
  static final Duration MAX_BULK_TRANSACTION = Duration.ofMillis(40);

  /// The same while express work comes: what is written in it bounds how long its commit takes, and
  /// express work waits for that.
  static final Duration MAX_BULK_BESIDE_EXPRESS = Duration.ofMillis(8);

  /// How long after a piece of express work the next is expected.
  private static final Duration EXPRESS_EXPECTED = Duration.ofSeconds(1);

  /// The moment in which another process may begin a transaction.
  private static final Duration PAUSE = Duration.ofNanos(500_000);

  /// Characters that may wait for the writer; bounds its memory.
  static final int MAX_PENDING = 32 << 20;

  /// How long a transaction waits for another process to finish its own.
  static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(30);

  private static final Duration LOCK_POLL = Duration.ofNanos(100_000);

  /// Who goes first.
  enum Lane {
    /// Somebody waits for it; it is small.
    EXPRESS,
    /// One of many pieces of a long run, each a few milliseconds of work.
    BULK
  }

  /// What one caller wants done inside a transaction.
  @FunctionalInterface
  interface Work<T> {
    T apply(Handle handle) throws SQLException;
  }

  private final Handle handle;
  private final Checkpointer checkpointer;
  private final StorageFailures failures;
  private final Map<Lane, Queue<Pending<?>>> queues = new EnumMap<>(Lane.class);
  private final Map<Lane, Semaphore> rooms = new EnumMap<>(Lane.class);
  private final ReentrantLock gate = new ReentrantLock();
  private final Condition work = gate.newCondition();
  private final Thread thread;
  private boolean closed;

  // Of the writer thread alone.
  private boolean bulkIsDue;
  private long lastExpress = System.nanoTime() - EXPRESS_EXPECTED.toNanos();

  /// Takes over `handle`, whose connection must be in auto-commit mode and make no checkpoints by
  /// itself: transactions are spelt out.
  GroupWriter(Handle handle, Checkpointer checkpointer, StorageFailures failures, String name) {
    this.handle = handle;
    this.checkpointer = checkpointer;
    this.failures = failures;
    for (Lane lane : Lane.values()) {
      queues.put(lane, new ArrayDeque<>());
      rooms.put(lane, new Semaphore(MAX_PENDING, true));
    }
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    thread.start();
  }

  /// Runs `work` in a transaction; completes once it is durable.
  ///
  /// @param weight characters the work holds in memory
  <T> CompletableFuture<T> submit(Lane lane, int weight, Work<T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("the writer must not wait for itself");
    }
    Pending<T> pending = new Pending<>(work, lane, Math.clamp(weight, 1, MAX_PENDING));
    Semaphore room = room(lane);
    try {
      room.acquire(pending.weight);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(
          new UncheckedIOException(new InterruptedIOException("interrupted before writing")));
    }
    gate.lock();
    try {
      if (closed) {
        room.release(pending.weight);
        return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
      }
      queue(lane).add(pending);
      this.work.signal();
    } finally {
      gate.unlock();
    }
    return pending.future;
  }

  /// Finishes what was submitted, then refuses more.
  @Override
  public void close() {
    gate.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      gate.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void run() {
    try (handle) {
      @Nullable Pending<?> first = first();
      while (first != null) {
        commitGroup(first);
        first = first();
      }
    }
  }

  /// What the next transaction begins with; waits for it. Null at the end.
  private @Nullable Pending<?> first() {
    while (true) {
      gate.lock();
      try {
        boolean bulkWaits = checkpointer.bulkWaits();
        boolean bulkFirst = bulkIsDue && !bulkWaits;
        Pending<?> pending = queue(bulkFirst ? Lane.BULK : Lane.EXPRESS).poll();
        if (pending == null && !bulkWaits)
          pending = queue(bulkFirst ? Lane.EXPRESS : Lane.BULK).poll();
        if (pending != null) return pending;
        if (queue(Lane.BULK).isEmpty()) {
          if (closed) return null;
          work.awaitUninterruptibly();
        }
      } finally {
        gate.unlock();
      }
      if (checkpointer.bulkWaits()) LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// What the transaction in hand takes next; null when it is to commit.
  private @Nullable Pending<?> next(boolean express, long started) {
    long lasted = System.nanoTime() - started;
    gate.lock();
    try {
      if (lasted >= MAX_TRANSACTION.toNanos()) return null;
      Pending<?> pending = queue(Lane.EXPRESS).poll();
      if (pending != null || express || lasted >= maxBulk().toNanos()) return pending;
      return checkpointer.bulkWaits() ? null : queue(Lane.BULK).poll();
    } finally {
      gate.unlock();
    }
  }

  private Duration maxBulk() {
    return System.nanoTime() - lastExpress < EXPRESS_EXPECTED.toNanos()
        ? MAX_BULK_BESIDE_EXPRESS
        : MAX_BULK_TRANSACTION;
  }

  /// Commits `first` and what may go with it.
  private void commitGroup(Pending<?> first) {
    List<Pending<?>> group = new ArrayList<>();
    boolean express = false;
    boolean bulk = false;
    @Nullable Throwable failure = null;
    checkpointer.beforeTransaction();
    try {
      group.add(first);
      begin();
      long started = System.nanoTime();
      @Nullable Pending<?> next = first;
      while (next != null) {
        if (next != first) group.add(next);
        if (next.lane == Lane.EXPRESS) {
          express = true;
          lastExpress = started;
        } else {
          bulk = true;
        }
        apply(next);
        next = next(express, started);
      }
      handle.execute("COMMIT");
    } catch (JdbiException e) {
      failure = failures.translate(e);
      rollback(failure);
    } catch (Throwable e) { // this thread must outlive any error
      failure = e;
      rollback(failure);
    } finally {
      checkpointer.afterTransaction();
    }
    bulkIsDue = !bulk;
    settle(group, failure);
    if (!express) LockSupport.parkNanos(PAUSE.toNanos());
  }

  private Queue<Pending<?>> queue(Lane lane) {
    return Objects.requireNonNull(queues.get(lane));
  }

  private Semaphore room(Lane lane) {
    return Objects.requireNonNull(rooms.get(lane));
  }

  private void begin() {
    long deadline = System.nanoTime() + MAX_LOCK_WAIT.toNanos();
    while (true) {
      try {
        handle.execute("BEGIN IMMEDIATE");
        return;
      } catch (JdbiException e) {
        if (!StorageFailures.isBusy(e) || System.nanoTime() > deadline) throw e;
        LockSupport.parkNanos(LOCK_POLL.toNanos());
      }
    }
  }

  private void apply(Pending<?> pending) {
    handle.execute("SAVEPOINT work");
    try {
      pending.apply(handle);
    } catch (Exception e) {
      pending.failure =
          e instanceof SQLException || e instanceof JdbiException ? failures.translate(e) : e;
      // Fails when SQLite has given up the whole transaction, which then fails as a whole.
      handle.execute("ROLLBACK TO work");
    }
    handle.execute("RELEASE work");
  }

  private void rollback(Throwable failure) {
    try {
      if (!handle.getConnection().isClosed()) handle.execute("ROLLBACK");
    } catch (SQLException | JdbiException e) {
      failure.addSuppressed(e); // SQLite may have rolled back by itself
    }
  }

  /// Completes the futures on another thread: what callers chained to them must not hold up the
  /// writer.
  private void settle(List<Pending<?>> group, @Nullable Throwable failure) {
    for (Pending<?> pending : group) room(pending.lane).release(pending.weight);
    Thread.startVirtualThread(() -> group.forEach(pending -> pending.settle(failure)));
  }

  private static final class Pending<T> {
    private final Work<T> work;
    private final Lane lane;
    private final int weight;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable Throwable failure;

    private Pending(Work<T> work, Lane lane, int weight) {
      this.work = work;
      this.lane = lane;
      this.weight = weight;
    }

    private void apply(Handle handle) throws SQLException {
      value = work.apply(handle);
    }

    private void settle(@Nullable Throwable groupFailure) {
      Throwable cause = failure != null ? failure : groupFailure;
      if (cause != null) future.completeExceptionally(cause);
      else if (value != null) future.complete(value);
      else future.completeExceptionally(new IllegalStateException("work that answers nothing"));
    }
  }
}
