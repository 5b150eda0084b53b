package dev.kindred.operation;

import java.util.List;
import java.util.Optional;

/// Jobs, kept across restarts. Thread-safe.
public interface JobStore {
  /// Creates or replaces a job.
  void save(Job job);

  Optional<Job> find(String id);

  /// The newest first.
  ///
  /// @param before id of the last job of the previous page; empty for the first page
  List<Job> page(String before, int limit);

  /// Marks every job that is still queued or running as failed: its process is gone. Returns how
  /// many.
  int failUnfinished(String detail);
}
