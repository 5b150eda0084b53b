package dev.kindred.operation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jobs, kept across restarts. Thread-safe.
public interface JobStore {
  /// Creates or replaces a job.
  void save(Job job);

  Optional<Job> find(String id);

  /// The newest first.
  ///
  /// @param before id of the last job of the previous page; empty for the first page
  List<Job> page(String before, int limit);

  /// Keeps, with a job that is in the store, what it needs to go on after a restart.
  void keepResumption(String jobId, String resumption);

  /// The jobs that are still queued or running, the oldest first.
  List<Unfinished> unfinished();

  /// A job that was not over when it was saved last.
  ///
  /// @param resumption what [#keepResumption] got; null when it cannot go on
  record Unfinished(Job job, @Nullable String resumption) {}
}
