package dev.kindred.operation;

import dev.kindred.ingestion.Progress;
import dev.kindred.operation.Job.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A job in the making: its state in memory, saved at most twice a second and at its end, and its
/// cancellation. Written to by the thread that does the work; [#job] and [#cancel] from any.
final class JobRun implements Progress, CatalogueImport.Watcher {
  private static final Duration SAVE_EVERY = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final JobStore store;
  private final InstantSource clock;
  private final List<Job.Reject> rejects = new ArrayList<>();
  private volatile Job job;
  private volatile @Nullable String cancelled;
  private volatile boolean saved;
  private long savedAt;

  JobRun(Job job, JobStore store, InstantSource clock) {
    this.job = job;
    this.store = store;
    this.clock = clock;
    this.rejects.addAll(job.rejects());
    store.save(job);
  }

  Job job() {
    return job;
  }

  /// Asks the work to end; it does at its next step.
  ///
  /// @param reason told in the job's detail
  void cancel(String reason) {
    cancelled = reason;
  }

  boolean isCancelled() {
    return cancelled != null;
  }

  /// Why it was cancelled; empty when it was not.
  String cancelReason() {
    String reason = cancelled;
    return reason == null ? "" : reason;
  }

  /// Whether the store holds the job as it ended.
  boolean isSaved() {
    return saved;
  }

  void begin() {
    change(j -> j.running(clock.instant()));
    save();
  }

  /// Leaves the job unfinished, for the next start.
  void interrupt(String detail) {
    change(j -> j.waiting(detail));
    saved = save();
  }

  void finish(State state, String detail) {
    change(j -> j.finished(state, detail, clock.instant()));
    saved = save();
  }

  @Override
  public void start(String what, long total) {
    check();
    change(j -> j.part(what, total == UNKNOWN ? null : total));
    save();
  }

  @Override
  public void step(long n) {
    check();
    change(j -> j.reached(j.done() + n));
    saveSometimes();
  }

  @Override
  public void end() {}

  /// What was refused after that line comes again.
  @Override
  public void resumed(long line) {
    rejects.removeIf(reject -> reject.line() > line);
  }

  @Override
  public void restarted(long line) {
    rejects.clear();
  }

  @Override
  public void reached(ImportReport soFar) {
    change(j ->
        j.counted(soFar.accepted(), soFar.unchanged(), soFar.rejected(), List.copyOf(rejects)));
    saveSometimes();
  }

  @Override
  public void rejected(Job.Reject reject) {
    if (rejects.size() < Job.MAX_REJECTS) rejects.add(reject);
  }

  private void change(UnaryOperator<Job> change) {
    job = change.apply(job);
  }

  private void check() {
    String reason = cancelled;
    if (reason != null) throw new CancellationException(reason);
  }

  private void saveSometimes() {
    if (System.nanoTime() - savedAt >= SAVE_EVERY.toNanos()) save();
  }

  /// A job that cannot be saved goes on: its work matters more than its record.
  private boolean save() {
    savedAt = System.nanoTime();
    try {
      store.save(job);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the state of job {} could not be saved", job.id(), e);
      return false;
    }
  }
}
