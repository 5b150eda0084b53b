package dev.kindred.http;

import dev.kindred.operation.Job;
import dev.kindred.testing.MemoryJobStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// Jobs that are queued and never run: `job-1`, `job-2` and so on.
@NullMarked
final class QueuedJobs {
  final MemoryJobStore store = new MemoryJobStore();
  private int last;

  synchronized Job queue(Job.Kind kind, String subject) {
    return saved("job-" + ++last, kind, Job.State.QUEUED, subject);
  }

  synchronized boolean cancel(String id) {
    Job job = store.find(id).orElseThrow();
    if (job.state() != Job.State.QUEUED) return false;
    saved(id, job.kind(), Job.State.CANCELLED, job.subject());
    return true;
  }

  private Job saved(String id, Job.Kind kind, Job.State state, String subject) {
    Job job =
        new Job(
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
    store.save(job);
    return job;
  }
}
