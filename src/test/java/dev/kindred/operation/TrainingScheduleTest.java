package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.operation.TrainingSchedule.Trained;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrainingScheduleTest {
  private static final Duration DAY = Duration.ofHours(24);
  private Instant now = Instant.parse("2026-11-26T20:00:00Z");
  private Optional<Trained> live = Optional.empty();
  private long lastSeq;
  private int trained;

  @Test
  void trainsAtOnceWithoutModelsAndThenOnceADayWhileSomethingHappens() {
    try (TrainingSchedule schedule = schedule(() -> {})) {
      schedule.look();
      assertThat(trained).isZero(); // on nothing
      lastSeq = 5;
      schedule.look();
      schedule.look();
      assertThat(trained).isEqualTo(1); // also when no models came of it
      now = now.plus(DAY);
      schedule.look();
      assertThat(trained).isEqualTo(1); // nothing new to learn from
      lastSeq = 6;
      schedule.look();
      lastSeq = 7;
      schedule.look();
      assertThat(trained).isEqualTo(2);
    }
  }

  @Test
  void modelsThatAreNewEnoughOrKnowAllEventsAreLeftAlone() {
    live = Optional.of(new Trained(now, 5));
    lastSeq = 6;
    try (TrainingSchedule schedule = schedule(() -> {})) {
      now = now.plus(DAY).minusSeconds(1);
      schedule.look();
      assertThat(trained).isZero();
      now = now.plusSeconds(1);
      lastSeq = 5;
      schedule.look();
      assertThat(trained).isZero();
      lastSeq = 6;
      schedule.look();
      assertThat(trained).isEqualTo(1);
    }
  }

  @Test
  void aTrainingThatCannotBeStartedIsTriedAgainInTheNextPeriod() {
    lastSeq = 1;
    try (TrainingSchedule schedule =
        schedule(() -> {
          throw new IllegalStateException("the service is stopping");
        })) {
      schedule.look();
      schedule.look();
      now = now.plus(DAY);
      schedule.look();
    }
    assertThat(trained).isEqualTo(2);
  }

  private TrainingSchedule schedule(Runnable also) {
    return new TrainingSchedule(
        DAY,
        () -> live,
        () -> lastSeq,
        () -> {
          trained++;
          also.run();
        },
        () -> now);
  }
}
