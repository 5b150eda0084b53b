package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.recommendation.Decision;
import dev.kindred.recommendation.Decision.Place;
import dev.kindred.recommendation.DecisionStore;
import dev.kindred.recommendation.Placement;
import dev.kindred.recommendation.RecommendationRequest.Explaining;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDecisionStoreTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @TempDir private Path folder;

  @Test
  void aDecisionComesBackAsItWas() {
    Decision whole = decision("a", "ann", now);
    Decision bare =
        new Decision(
            "b",
            now,
            null,
            Placement.POPULAR,
            null,
            Filter.NONE,
            1,
            List.of(),
            Map.of(),
            null,
            null,
            Explaining.NONE,
            List.of());
    try (EventDatabase database = EventDatabase.open(folder)) {
      database.decisions().record(List.of(whole, bare)).join();
    }
    try (EventDatabase database = EventDatabase.open(folder)) {
      assertThat(database.decisions().find("a")).contains(whole);
      assertThat(database.decisions().find("b")).contains(bare);
      assertThat(database.decisions().find("c")).isEmpty();
    }
  }

  @Test
  void decisionsAreErasedWithTheirUserAndForgottenAfterAWeek() {
    try (EventDatabase database = EventDatabase.open(folder)) {
      Instant old = now.minus(Duration.ofDays(8));
      database
          .decisions()
          .record(List.of(decision("a", "ann", now), decision("b", "bob", now)))
          .join();
      database.decisions().record(List.of(decision("o", "bob", old))).join();
      assertThat(database.users().erase(new UserId("ann"), () -> {})).isFalse();
      assertThat(database.decisions().find("a")).isEmpty();
      assertThat(database.decisions().find("b")).isPresent();
      assertThat(database.decisions().find("o")).isEmpty();
    }
  }

  @Test
  void whatWasDecidedBeforeTheEndOfAnErasureIsNotWrittenAfterIt() {
    UserId ann = new UserId("ann");
    try (EventDatabase database = EventDatabase.open(folder)) {
      DecisionStore decisions = database.decisions();
      database.users().put(User.unknown(ann)).join();
      Runnable meanwhile =
          () ->
              decisions
                  .record(
                      List.of(
                          decision("during", "ann", Instant.now().plusSeconds(1)),
                          decision("other", "bob", Instant.now())))
                  .join();
      assertThat(database.users().erase(ann, meanwhile)).isTrue();
      decisions.record(List.of(decision("late", "ann", now))).join();
      decisions.record(List.of(decision("again", "ann", Instant.now().plusMillis(1)))).join();
      assertThat(decisions.find("during")).isEmpty();
      assertThat(decisions.find("late")).isEmpty();
      assertThat(decisions.find("other")).isPresent();
      assertThat(decisions.find("again")).isPresent();
    }
  }

  private static Decision decision(String id, String user, Instant at) {
    return new Decision(
        id,
        at,
        new UserId(user),
        Placement.HIDDEN_GEMS,
        "000001",
        new Filter.AnyOf(
            FilterField.named("genres").orElseThrow(), List.of(new Filter.Text("War"))),
        20,
        List.of(new TitleKey(7), new TitleKey(2)),
        Map.of("War", 0.75, "Drama", 0.25),
        "FR",
        "GB",
        Explaining.REASONS,
        List.of(
            new Place(new TitleKey(3), 0.5f, EnumSet.allOf(Source.class)),
            new Place(new TitleKey(Integer.MAX_VALUE), -2f, Set.of(Source.LEXICAL))));
  }
}
