package dev.kindred.testing;

import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Jobs in memory, for tests.
public final class MemoryJobStore implements JobStore {
  private final NavigableMap<String, Job> jobs = new TreeMap<>();
  private final Map<String, String> resumptions = new HashMap<>();
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
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    NavigableMap<String, Job> older = before.isEmpty() ? jobs : jobs.headMap(before, false);
    return older.descendingMap().values().stream().limit(limit).toList();
  }

  @Override
  public synchronized void keepResumption(String jobId, String resumption) {
    resumptions.put(jobId, resumption);
  }

  @Override
  public synchronized List<Unfinished> unfinished() {
    return jobs.values().stream()
        .filter(job -> job.state() == Job.State.QUEUED || job.state() == Job.State.RUNNING)
        .map(job -> new Unfinished(job, resumptions.get(job.id())))
        .toList();
  }
}
