package dev.kindred.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks again and again whether another process, such as an import of events, has written to a
/// store, and says so: what this process keeps of it may be old then.
final class OtherProcesses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtherProcesses.class);

  private final LongSupplier version;
  private final Runnable written;
  private final ScheduledExecutorService thread;
  private long last;

  /// @param version another number once another process has written
  OtherProcesses(LongSupplier version, Duration every, Runnable written) {
    this.version = version;
    this.written = written;
    this.last = version.getAsLong();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("other-processes").daemon().unstarted(work));
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long now = version.getAsLong();
      if (now == last) return;
      last = now;
      written.run();
    } catch (RuntimeException e) {
      LOG.debug("whether another process has written is not known", e); // the next look may tell
    }
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}
