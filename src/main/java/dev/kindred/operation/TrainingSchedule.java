package dev.kindred.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a training when the live models are older than they should be and something has happened
/// since them and since the training before; at most one in each period, whatever becomes of it.
/// Thread-safe.
public final class TrainingSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingSchedule.class);
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final Duration every;
  private final Supplier<Optional<Trained>> live;
  private final LongSupplier lastSeq;
  private final Runnable train;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private @Nullable Instant started;
  private long triedSeq;

  /// What the live models come from.
  ///
  /// @param at when they were trained
  /// @param lastSeq of the events that they know
  public record Trained(Instant at, long lastSeq) {}

  /// @param live empty while there are no models
  /// @param lastSeq of the events that there are, 0 for none
  /// @param train returns at once
  public TrainingSchedule(
      Duration every,
      Supplier<Optional<Trained>> live,
      LongSupplier lastSeq,
      Runnable train,
      InstantSource clock) {
    this.every = every;
    this.live = live;
    this.lastSeq = lastSeq;
    this.train = train;
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("training-schedule").daemon().factory());
  }

  /// Looks again and again from now on.
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Trains when it is time.
  void look() {
    try {
      long seq = lastSeq.getAsLong();
      if (!isDue(seq)) return;
      synchronized (this) {
        started = clock.instant();
      }
      train.run();
      synchronized (this) {
        triedSeq = seq;
      }
    } catch (RuntimeException e) {
      LOG.error("no training could be started", e);
    }
  }

  private synchronized boolean isDue(long seq) {
    Instant now = clock.instant();
    if (started != null && now.isBefore(started.plus(every))) return false;
    Optional<Trained> models = live.get();
    if (models.isPresent() && now.isBefore(models.get().at().plus(every))) return false;
    return seq > Math.max(triedSeq, models.map(Trained::lastSeq).orElse(0L));
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}
