package dev.kindred.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Runs search work on a few threads with a bounded queue, so that a flood of requests is refused
/// instead of piling up work. Work that outlives its time is answered with 503 and, once it runs,
/// left to end by itself: an interrupt would close files that other searches read. Thread-safe.
final class SearchExecutor implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private final ThreadPoolExecutor threads;
  private final Duration limit;
  private final Counter overloaded;
  private final Counter timedOut;

  SearchExecutor(int size, int queue, Duration limit, MeterRegistry meters) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            work ->
                Thread.ofPlatform()
                    .name("search-" + number.incrementAndGet())
                    .daemon()
                    .unstarted(work));
    this.limit = limit;
    this.overloaded = rejected(meters, "overloaded");
    this.timedOut = rejected(meters, "timeout");
    Gauge.builder("kindred.search.queued", threads, t -> t.getQueue().size())
        .description("Searches that wait for a thread")
        .register(meters);
    Gauge.builder("kindred.search.running", threads, ThreadPoolExecutor::getActiveCount)
        .description("Searches that run")
        .register(meters);
  }

  private static Counter rejected(MeterRegistry meters, String reason) {
    return Counter.builder("kindred.search.rejected")
        .tag("reason", reason)
        .description("Searches answered with 503")
        .register(meters);
  }

  /// The value of `work`, waiting for a thread first. What it throws is thrown here.
  <T> T run(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      overloaded.increment();
      throw new ProblemException(
          Problem.unavailable("overloaded", "too many searches wait already", RETRY));
    }
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      timedOut.increment();
      abandon(task);
      throw new ProblemException(
          Problem.unavailable("timeout", "took longer than " + limit.toMillis() + " ms", RETRY));
    } catch (InterruptedException e) {
      abandon(task);
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.unavailable("stopping", "the server is stopping", RETRY));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      if (e.getCause() instanceof Error failure) throw failure;
      throw new IllegalStateException("a search threw a checked exception", e.getCause());
    }
  }

  private void abandon(FutureTask<?> task) {
    task.cancel(false);
    threads.remove(task);
  }

  /// Ends the threads once their work is done.
  @Override
  public void close() {
    threads.shutdown();
  }
}
