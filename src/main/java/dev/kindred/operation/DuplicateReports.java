package dev.kindred.operation;

import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.duplicates.DuplicateFinder;
import dev.kindred.catalogue.duplicates.DuplicateOptions;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The report of likely duplicates for callers that page through it: made by one thread, one at a
/// time, and kept until a title changes. Takes as long as [DuplicateFinder]. Thread-safe.
public final class DuplicateReports implements AutoCloseable {
  /// Pairs below this score are in no report.
  public static final double LEAST_SCORE = 0.5;

  private static final DuplicateOptions OPTIONS = new DuplicateOptions(LEAST_SCORE, 10_000);

  private final TitleStore store;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("duplicates").factory());
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Made made;

  /// @param seq the last change when it was begun
  private record Made(long seq, CompletableFuture<DuplicateReport> report) {}

  public DuplicateReports(TitleStore store) {
    this.store = store;
  }

  /// The pairs with a score of at least [#LEAST_SCORE], at most 10,000.
  ///
  /// @throws TimeoutException when it is not ready after `patience`; it goes on being made
  public DuplicateReport current(Duration patience) throws TimeoutException, InterruptedException {
    try {
      return begun().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("the titles could not be compared", e.getCause());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private CompletableFuture<DuplicateReport> begun() {
    lock.lock();
    try {
      long seq = store.lastSeq();
      Made last = made;
      if (last != null
          && (!last.report().isDone()
              || (last.seq() == seq && !last.report().isCompletedExceptionally())))
        return last.report();
      CompletableFuture<DuplicateReport> report =
          CompletableFuture.supplyAsync(() -> new DuplicateFinder(store).find(OPTIONS), thread);
      made = new Made(seq, report);
      return report;
    } finally {
      lock.unlock();
    }
  }
}
