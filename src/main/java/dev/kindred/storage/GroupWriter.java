package dev.kindred.storage;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to a database, with group commit: what callers submit while a commit
/// is under way goes into the next transaction together, so that one `fsync` serves them all.
///
/// Each piece of work runs under its own savepoint: one that fails is undone alone. A transaction
/// takes no further work after [#MAX_TRANSACTION]. A failure of the transaction itself (disk full,
/// I/O) fails every piece of work in it and leaves nothing behind; the next one starts afresh.
/// Submitting blocks while more than [#MAX_PENDING] characters wait. Thread-safe.
final class GroupWriter implements AutoCloseable {
  /// Once a transaction has lasted this long it takes no further work and commits.
  static final Duration MAX_TRANSACTION = Duration.ofMillis(50);

  /// Characters that may wait for the writer; bounds its memory.
  static final int MAX_PENDING = 32 << 20;

  /// How long a transaction waits for another process to finish its own.
  static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(30);

  private static final Duration LOCK_POLL = Duration.ofMillis(1);

  /// What one caller wants done inside a transaction.
  @FunctionalInterface
  interface Work<T> {
    T apply(Handle handle) throws SQLException;
  }

  private final Handle handle;
  private final StorageFailures failures;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_PENDING, true);
  private final ReentrantLock gate = new ReentrantLock();
  private final Pending<Boolean> end = new Pending<>(h -> true, 0);
  private final Thread thread;
  private boolean closed;

  /// Takes over `handle`, whose connection must be in auto-commit mode: transactions are spelt out.
  GroupWriter(Handle handle, StorageFailures failures, String name) {
    this.handle = handle;
    this.failures = failures;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    thread.start();
  }

  /// Runs `work` in a transaction; completes once it is durable.
  ///
  /// @param weight characters the work holds in memory
  <T> CompletableFuture<T> submit(int weight, Work<T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("the writer must not wait for itself");
    }
    Pending<T> pending = new Pending<>(work, Math.clamp(weight, 1, MAX_PENDING));
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
      queue.add(pending);
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
      if (!closed) queue.add(end);
      closed = true;
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
      boolean open = true;
      while (open) {
        try {
          open = commitGroup(queue.take());
        } catch (InterruptedException e) {
          open = true; // only close ends this thread
        }
      }
    }
  }

  /// Commits `first` and what waits behind it; false when the end was among it.
  private boolean commitGroup(Pending<?> first) {
    if (first == end) return false;
    List<Pending<?>> group = new ArrayList<>();
    group.add(first);
    boolean open = true;
    @Nullable Throwable failure = null;
    try {
      begin();
      long deadline = System.nanoTime() + MAX_TRANSACTION.toNanos();
      Pending<?> next = first;
      while (next != null) {
        apply(next);
        next = System.nanoTime() < deadline ? queue.poll() : null;
        if (next == end) {
          open = false;
          next = null;
        }
        if (next != null) group.add(next);
      }
      handle.execute("COMMIT");
    } catch (JdbiException e) {
      failure = failures.translate(e);
      rollback(failure);
    } catch (Throwable e) { // this thread must outlive any error
      failure = e;
      rollback(failure);
    }
    settle(group, failure);
    return open;
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
    int weight = 0;
    for (Pending<?> pending : group) weight += pending.weight;
    room.release(weight);
    Thread.startVirtualThread(() -> group.forEach(pending -> pending.settle(failure)));
  }

  private static final class Pending<T> {
    private final Work<T> work;
    private final int weight;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable Throwable failure;

    private Pending(Work<T> work, int weight) {
      this.work = work;
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
