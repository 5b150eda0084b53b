package dev.kindred.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves pages from the write-ahead log into the database file, on a thread and a connection of its
/// own, so that no commit waits for that file to be on disk.
///
/// SQLite begins the log anew only when all of it has been moved, which never happens under a
/// writer that does not pause. So, once the log is long, most pages are moved beside the writer,
/// pass by pass; the next to last pass while mass work waits ([#bulkWaits]), since bringing the
/// file to disk takes some ten milliseconds; and the last few pages while all writing waits. The
/// log stays within about twice that length, but while a reader holds on to an old state, as a
/// backup does. When nothing is written any more a log that takes more than [#SHORT_BYTES] is cut
/// to nothing. Thread-safe.
final class Checkpointer implements AutoCloseable {
  /// Pages of 4 KiB at which the log is emptied by default. More pages a checkpoint make fewer of
  /// them, and write fewer pages in all, since a page changed often is written once.
  static final int LONG = 32_000;

  /// What the log of a store at rest may take.
  static final long SHORT_BYTES = 4 << 20;

  /// Pages that are soon moved.
  private static final int FEW = 1_000;

  /// Passes beside the writer; each leaves what was written during it.
  private static final int PASSES = 5;

  /// How often the length of the log is looked at while it grows.
  private static final Duration EVERY = Duration.ofMillis(50);

  /// Without a commit for this long the store is at rest.
  private static final Duration REST = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /// @param pages in the log, -1 when another process looks after it just now
  /// @param moved of these, how many are in the database file
  private record State(int pages, int moved) {
    int left() {
      return pages - moved;
    }
  }

  private final Handle handle;
  private final Path log;
  private final StorageFailures failures;
  private final Semaphore turn = new Semaphore(1, true);
  private final Semaphore commits = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private final int length;
  private volatile boolean bulkWaits;

  // Of the thread alone.
  private int tooLong;

  /// Takes over `handle`, whose connection must be in auto-commit mode.
  ///
  /// @param database its file
  /// @param length pages at which the log is emptied, such as [#LONG]
  Checkpointer(Handle handle, Path database, StorageFailures failures, String name, int length) {
    this.handle = handle;
    this.log = database.resolveSibling(database.getFileName() + "-wal");
    this.failures = failures;
    this.length = length;
    this.tooLong = length;
    handle.execute(
        "PRAGMA busy_timeout = 0"); // what cannot be done now is done after a later commit
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    thread.start();
  }

  /// To be called by the writer before each transaction: waits while the last pages are moved.
  void beforeTransaction() {
    turn.acquireUninterruptibly();
  }

  /// To be called by the same thread after it.
  void afterTransaction() {
    turn.release();
    commits.release();
  }

  /// Whether the writer is to take no mass work for the moment; asked again and again.
  boolean bulkWaits() {
    return bulkWaits;
  }

  /// Ends the thread after the pass in hand.
  @Override
  public void close() {
    closed.countDown();
    commits.release();
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
      boolean atRest = true;
      while (closed.getCount() > 0) {
        if (atRest) commits.acquire();
        boolean wrote = atRest || commits.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS);
        commits.drainPermits();
        atRest = !wrote;
        tend(atRest);
        if (wrote && closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) return;
      }
    } catch (InterruptedException e) {
      LOG.debug("nobody interrupts this thread", e);
    }
  }

  private void tend(boolean atRest) {
    try {
      if (!atRest) {
        State state = checkpoint("NOOP");
        if (state.pages >= tooLong && state.left() > 0) empty();
      } else if (Files.size(log) > SHORT_BYTES) {
        checkpoint("TRUNCATE");
        tooLong = length;
      }
    } catch (JdbiException e) {
      if (!StorageFailures.isBusy(e))
        LOG.warn("{} is not moved into its database", log, failures.translate(e));
    } catch (IOException e) {
      LOG.warn("{} is not cut", log, e);
    }
  }

  private void empty() {
    State state;
    int pass = 0;
    do {
      checkpoint("PASSIVE");
      state = checkpoint("NOOP");
    } while (state.left() > FEW && ++pass < PASSES);
    bulkWaits = true;
    try {
      checkpoint("PASSIVE");
      turn.acquireUninterruptibly();
      try {
        state = checkpoint("PASSIVE");
      } finally {
        turn.release();
      }
    } finally {
      bulkWaits = false;
    }
    // Where a reader is in the way, the next try is a good while later.
    tooLong = state.left() == 0 ? length : state.pages + length;
  }

  private State checkpoint(String mode) {
    return handle
        .select("PRAGMA wal_checkpoint(" + mode + ")")
        .map((row, _) -> new State(row.getInt(2), row.getInt(3)))
        .one();
  }
}
