package dev.kindred.http;

import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/// Jobs in memory.
@NullMarked
final class MemoryJobs implements JobStore {
  private final Map<String, Job> jobs = new TreeMap<>(Comparator.reverseOrder());

  Job queue(Job.Kind kind, String subject) {
    String id = "job-" + (jobs.size() + 1);
    Job job = job(id, kind, Job.State.QUEUED, subject);
    save(job);
    return job;
  }

  boolean cancel(String id) {
    Job job = find(id).orElseThrow();
    if (job.state() != Job.State.QUEUED) return false;
    save(job(id, job.kind(), Job.State.CANCELLED, job.subject()));
    return true;
  }

  private static Job job(String id, Job.Kind kind, Job.State state, String subject) {
    return new Job(
        id,
        kind,
        state,
        subject,
        0,
        null,
        0,
        0,
        1,
        List.of(new Job.Reject(7, "/year", "must be 1800..2200, got 3")),
        null,
        Instant.EPOCH,
        null,
        null);
  }

  @Override
  public synchronized void save(Job job) {
    jobs.put(job.id(), job);
  }

  @Override
  public synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized List<Job> page(String before, int limit) {
    return jobs.values().stream()
        .filter(j -> before.isEmpty() || j.id().compareTo(before) < 0)
        .limit(limit)
        .toList();
  }

  @Override
  public void keepResumption(String jobId, String resumption) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Unfinished> unfinished() {
    throw new UnsupportedOperationException();
  }
}
