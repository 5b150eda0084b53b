package dev.kindred.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User;
import dev.kindred.feedback.User.Blocked;
import dev.kindred.feedback.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VisibilityTest {
  private final Visibility visibility =
      new Visibility(
          new MaturityAges(Map.of("PG", 8, "PG-13", 13, "16", 16)),
          id -> id.value().equals("old") ? Optional.of(new TitleId("kept")) : Optional.empty());

  @Test
  void whoHasNoLimitsSeesEverything() {
    assertThat(visibility.filter(User.unknown(new UserId("ann")))).isEqualTo(Filter.NONE);
  }

  @Test
  void aLimitOfAgeKeepsTheTitlesThatAreKnownToSuit() {
    assertThat(json(user(13, Blocked.NOTHING)))
        .isEqualTo("{\"field\":\"maturity\",\"in\":[\"PG\",\"pg\",\"PG-13\",\"pg-13\"]}");
    assertThat(visibility.filter(user(7, Blocked.NOTHING)))
        .isInstanceOfSatisfying(Filter.AnyOf.class, none -> assertThat(none.values()).isEmpty());
  }

  @Test
  void whatIsBlockedIsLeftOutAlsoUnderTheIdItWasMergedInto() {
    User user =
        user(null, new Blocked(List.of("old", "none yet"), List.of("Ann Lee"), List.of("Horror")));

    assertThat(json(user)).contains("\"kept\"", "\"none yet\"", "Ann Lee", "Horror", "not");
  }

  private String json(User user) {
    return FilterJson.write(visibility.filter(user)).toString();
  }

  private static User user(@Nullable Integer maxAge, Blocked blocked) {
    return new User(new UserId("ann"), null, null, null, null, maxAge, blocked);
  }
}
