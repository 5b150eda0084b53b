package dev.kindred.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.feedback.EventRecorder.Outcome;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.testing.Events;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Titles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventRecorderTest {
  private static final long NOW = 1_000_000;
  private static final long SKEW = 300;

  private final MemoryTitleStore titles = new MemoryTitleStore();
  private final MemoryFeedback feedback = new MemoryFeedback();
  private final List<Set<UserId>> told = new ArrayList<>();
  private final List<Long> storedWhenTold = new ArrayList<>();
  private final EventRecorder recorder =
      new EventRecorder(
          titles,
          feedback.events(),
          Duration.ofSeconds(SKEW),
          () -> Instant.ofEpochSecond(NOW),
          users -> {
            told.add(Set.copyOf(users));
            storedWhenTold.add(feedback.events().count());
          });

  @BeforeEach
  void fill() {
    titles
        .write(
            List.of(new TitleWrite.Put(Titles.aTitle().withId("her").build(), null, "test", null)))
        .join();
  }

  @Test
  void whatCannotBeTakenIsRefusedAloneInItsPlace() {
    List<Outcome> outcomes =
        record(
            like("1").on("nowhere").build(),
            like("2").build(),
            like("3").at(NOW + SKEW + 1).build(),
            Events.of(EventType.SEARCH)
                .called("4")
                .at(NOW)
                .saying(new Event.Value.Query("x"))
                .build());

    assertThat(outcomes.get(0))
        .isEqualTo(new Outcome.Rejected("unknownTitle", "there is no title \"nowhere\""));
    assertThat(outcomes.get(1)).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            no -> {
              assertThat(no.code()).isEqualTo("fromTheFuture");
              assertThat(no.detail()).contains("1970-01-12T13:51:41Z", SKEW + " s");
            });
    assertThat(outcomes.get(3)).isEqualTo(Outcome.ACCEPTED);
    assertThat(feedback.events().count()).isEqualTo(2);
  }

  @Test
  void aClockMayBeAheadByTheSkewAndNotMore() {
    assertThat(record(like("1").at(NOW + SKEW).build())).containsExactly(Outcome.ACCEPTED);
    assertThat(record(like("2").at(NOW + SKEW + 1).build()).getFirst())
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void anIdCountsOnceWithinARequestAndForEver() {
    assertThat(record(like("1").build(), like("1").build(), like("2").build()))
        .containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.ACCEPTED);
    assertThat(record(like("2").at(NOW - 10).build())).containsExactly(Outcome.DUPLICATE);
    assertThat(feedback.events().count()).isEqualTo(2);
  }

  @Test
  void whoFollowsViewersIsToldOfThoseOfWhomSomethingNewIsStored() {
    record(like("1").by("ann").build(), like("2").by("bob").build());
    record(like("1").by("ann").build(), like("3").by("bob").build());

    assertThat(told)
        .containsExactly(Set.of(new UserId("ann"), new UserId("bob")), Set.of(new UserId("bob")));
    assertThat(storedWhenTold).containsExactly(2L, 3L);
  }

  @Test
  void nothingSoundAsksNothingOfTheStore() {
    assertThat(record()).isEmpty();
    record(like("1").on("nowhere").build());
    assertThat(told).isEmpty();
  }

  @Test
  void aStoreThatRefusesFailsTheAnswerAndNobodyIsTold() {
    feedback.failWrites(new StoreFullException("no space", new IllegalStateException()));
    CompletableFuture<List<Outcome>> answer =
        recorder.record(List.of(like("1").build()), Urgency.AWAITED);
    assertThatThrownBy(answer::join).hasCauseInstanceOf(StoreFullException.class);
    assertThat(told).isEmpty();
    feedback.failWrites(null);
    assertThat(record(like("1").build())).containsExactly(Outcome.ACCEPTED);
  }

  private static Events like(String id) {
    return Events.of(EventType.LIKE).called(id).on("her").at(NOW);
  }

  private List<Outcome> record(Event... events) {
    return recorder.record(List.of(events), Urgency.AWAITED).join();
  }
}
