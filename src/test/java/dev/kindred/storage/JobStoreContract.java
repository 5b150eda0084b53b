package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.operation.Job;
import dev.kindred.operation.Job.Kind;
import dev.kindred.operation.Job.Reject;
import dev.kindred.operation.Job.State;
import dev.kindred.operation.JobStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every home of [JobStore] promises.
abstract class JobStoreContract {
  static final Instant START = Instant.parse("2026-01-31T12:00:00.123Z");

  /// The store under test, empty when the test starts.
  abstract JobStore store();

  /// Closes the store, with everything around it, and opens it again.
  abstract JobStore reopen();

  @Test
  void keepsEveryFieldAcrossARestart() {
    Job job =
        new Job(
            "0001",
            Kind.IMPORT,
            State.DONE,
            "films \"2026\" 🎬",
            12,
            15L,
            10,
            3,
            2,
            List.of(new Reject(4, "/year", "must be 1800..2200, got 7"), new Reject(9, "", "{")),
            "2 lines refused",
            START,
            START.plusSeconds(1),
            START.plusSeconds(2));
    store().save(job);
    assertThat(store().find("0001")).contains(job);
    assertThat(reopen().find("0001")).contains(job);
  }

  @Test
  void keepsAbsentFieldsAbsent() {
    Job job = aJob("0001", State.QUEUED, null);
    store().save(job);
    assertThat(store().find("0001")).contains(job);
    assertThat(store().find("0002")).isEmpty();
  }

  @Test
  void savingAgainReplaces() {
    store().save(aJob("0001", State.QUEUED, null));
    Job running = aJob("0001", State.RUNNING, "half way");
    store().save(running);
    assertThat(store().page("", 10)).containsExactly(running);
  }

  @Test
  void pagesTheNewestFirst() {
    for (String id : List.of("0002", "0005", "0001", "0004", "0003")) {
      store().save(aJob(id, State.DONE, null));
    }
    assertThat(store().page("", 2)).extracting(Job::id).containsExactly("0005", "0004");
    assertThat(store().page("0004", 2)).extracting(Job::id).containsExactly("0003", "0002");
    assertThat(store().page("0002", 2)).extracting(Job::id).containsExactly("0001");
    assertThat(store().page("0001", 2)).isEmpty();
    assertThatThrownBy(() -> store().page("", 0)).hasMessage("limit must be 1 or more, got 0");
  }

  @Test
  void knowsWhatIsUnfinishedAndHowItGoesOn() {
    Job queued = aJob("0001", State.QUEUED, null);
    store().save(aJob("0002", State.QUEUED, null));
    store().save(queued);
    store().save(aJob("0003", State.DONE, "fine"));
    store().keepResumption("0002", "{\"from\":\"here\"}");
    Job running = aJob("0002", State.RUNNING, "half way");
    store().save(running);
    assertThat(reopen().unfinished())
        .containsExactly(
            new JobStore.Unfinished(queued, null),
            new JobStore.Unfinished(running, "{\"from\":\"here\"}"));
    store().save(aJob("0002", State.FAILED, "no more"));
    assertThat(store().unfinished()).extracting(u -> u.job().id()).containsExactly("0001");
  }

  private static Job aJob(String id, State state, @Nullable String detail) {
    return new Job(
        id, Kind.REBUILD, state, "", 0, null, 0, 0, 0, List.of(), detail, START, null, null);
  }
}
