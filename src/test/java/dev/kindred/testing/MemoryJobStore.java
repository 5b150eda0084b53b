package dev.kindred.testing;

import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Jobs in memory, for tests.
public final class MemoryJobStore implements JobStore {
  private final NavigableMap<String, Job> jobs = new TreeMap<>();
  private int saves;

  @Override
  public synchronized void save(Job job) {
    jobs.put(job.id(), job);
    saves++;
  }

  /// How often anything was saved.
  public synchronized int saves() {
    return saves;
  }

  @Override
  public synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized List<Job> page(String before, int limit) {
    NavigableMap<String, Job> older = before.isEmpty() ? jobs : jobs.headMap(before, false);
    return older.descendingMap().values().stream().limit(limit).toList();
  }

  @Override
  public synchronized int failUnfinished(String detail) {
    int failed = 0;
    for (Job job : List.copyOf(jobs.values())) {
      if (job.finishedAt() != null) continue;
      failed++;
      jobs.put(
          job.id(),
          new Job(
              job.id(),
              job.kind(),
              Job.State.FAILED,
              job.subject(),
              job.done(),
              job.total(),
              job.accepted(),
              job.unchanged(),
              job.rejected(),
              job.rejects(),
              detail,
              job.createdAt(),
              job.startedAt(),
              Instant.EPOCH));
    }
    return failed;
  }
}
