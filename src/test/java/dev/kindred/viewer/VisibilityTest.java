package dev.kindred.viewer;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User;
import dev.kindred.feedback.User.Blocked;
import dev.kindred.feedback.UserId;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.testing.Indexes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The policy over a real index: who is shown which titles.
final class VisibilityTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  private static final User ANN =
      new User(new UserId("ann"), null, "GB", null, null, 12, Blocked.NOTHING);

  private final Visibility visibility =
      new Visibility(
          new MaturityAges(Map.of("PG", 8, "PG-13", 13, "BBFC PG", 6, "kids", 0)),
          id -> id.value().equals("old") ? Optional.of(new TitleId("kept")) : Optional.empty(),
          id -> Optional.of(id).filter(ANN.id()::equals).map(_ -> ANN));

  @TempDir private Path folder;

  @Test
  void whoHasNoLimitsSeesWhatIsLabelledOrNot() {
    List<Title> titles = List.of(labelled("a", null, "X"), aTitle().withId("b").build());

    assertThat(visible(titles, user(null, Blocked.NOTHING))).containsExactly("a", "b");
  }

  @Test
  void aLabelIsKnownInAnySpellingWithItsSystemBeforeWithout() {
    List<Title> titles =
        List.of(
            labelled("all", null, "Kids!"),
            labelled("bbfc", "BBFC", "PG"),
            labelled("bbfcAsOne", null, "bbfc-pg"),
            labelled("mpa", "MPA", "pg"),
            labelled("teens", null, "pg 13"),
            labelled("teensByMpa", "MPA", "PG-13"),
            labelled("years", "FSK", "12"),
            labelled("yearsAndUp", null, "16+"),
            labelled("nobodyKnows", null, "NR"),
            aTitle().withId("unrated").build());

    assertThat(visible(titles, user(0, Blocked.NOTHING))).containsExactly("all");
    assertThat(visible(titles, user(7, Blocked.NOTHING)))
        .containsExactly("all", "bbfc", "bbfcAsOne");
    assertThat(visible(titles, user(12, Blocked.NOTHING)))
        .containsExactly("all", "bbfc", "bbfcAsOne", "mpa", "years");
    assertThat(visible(titles, user(21, Blocked.NOTHING)))
        .doesNotContain("nobodyKnows", "unrated")
        .hasSize(8);
  }

  @Test
  void aSystemOfItsOwnMayBeStricterThanTheLabel() {
    Visibility strict =
        new Visibility(
            new MaturityAges(Map.of("PG", 8, "MPA PG", 17)), Optional::of, _ -> Optional.empty());
    List<Title> titles = List.of(labelled("mpa", "MPA", "PG"), labelled("other", "BBFC", "PG"));

    assertThat(visible(titles, strict.filter(user(12, Blocked.NOTHING), null, NEW_YEAR), folder))
        .containsExactly("other");
  }

  @Test
  void theShippedTableKnowsTheUsualLabels() {
    assertThat(MaturityAges.DEFAULT.ages()).containsEntry("PG-13", 13).containsEntry("TV-MA", 17);
    List<Title> titles =
        List.of(
            labelled("a", null, "PG-13"),
            labelled("b", "MPAA", "pg13"),
            labelled("c", null, "TV-MA"),
            labelled("d", null, "FSK 16"),
            labelled("e", "fsk", "16"),
            labelled("f", "BBFC", "12A"),
            labelled("g", null, "R18+"));
    Visibility shipped = new Visibility(MaturityAges.DEFAULT, Optional::of, _ -> Optional.empty());

    assertThat(visible(titles, shipped.filter(user(13, Blocked.NOTHING), null, NEW_YEAR), folder))
        .containsExactly("a", "b", "f");
    assertThat(
            visible(
                titles,
                shipped.filter(user(16, Blocked.NOTHING), null, NEW_YEAR),
                folder.resolve("again")))
        .containsExactly("a", "b", "d", "e", "f");
  }

  @Test
  void aTitleIsShownInItsRegionsAsLongAsItIsAvailable() {
    Instant spring = Instant.parse("2026-04-01T00:00:00Z");
    List<Title> titles =
        List.of(
            aTitle().withId("always").build(),
            available("british", window(List.of("GB"), null, null)),
            available("untilSpring", window(List.of("FR", "GB"), null, spring)),
            available("fromSpring", window(List.of(), spring, null)),
            available(
                "first there, then here",
                window(List.of("FR"), null, spring),
                window(List.of("GB"), spring, null)),
            available("never", window(List.of("GB"), spring, NEW_YEAR)));
    User british = new User(new UserId("ann"), null, "GB", null, null, null, Blocked.NOTHING);

    Path[] indexes = new Path[5];
    for (int i = 0; i < indexes.length; i++) indexes[i] = folder.resolve("" + i);
    assertThat(visible(titles, visibility.filter(british, "GB", NEW_YEAR), indexes[0]))
        .containsExactly("always", "british", "untilSpring");
    assertThat(visible(titles, visibility.filter(british, "GB", spring), indexes[1]))
        .containsExactly("always", "british", "first there, then here", "fromSpring");
    assertThat(visible(titles, visibility.filter(british, null, NEW_YEAR), indexes[2]))
        .as("the user's own region, when the request names none")
        .containsExactly("always", "british", "untilSpring");
    assertThat(visible(titles, visibility.filter(british, "US", NEW_YEAR), indexes[3]))
        .as("that of the request before it")
        .containsExactly("always");
    assertThat(visible(titles, visibility.filter(null, null, NEW_YEAR), indexes[4]))
        .as("nowhere in particular")
        .containsExactly("always");
  }

  @Test
  void aSearchIsForWhomItNames() {
    assertThat(visibility.filter(Asker.NOBODY)).isEqualTo(Filter.NONE);
    assertThat(visibility.filter(new Asker(null, "FR")))
        .isInstanceOfSatisfying(
            Filter.Available.class, now -> assertThat(now.region()).isEqualTo("FR"));
    List<Title> titles = List.of(labelled("a", null, "PG"), labelled("b", null, "PG-13"));
    assertThat(visible(titles, visibility.filter(new Asker(ANN.id(), null)), folder.resolve("ann")))
        .containsExactly("a");
    assertThat(
            visible(
                titles,
                visibility.filter(new Asker(new UserId("stranger"), null)),
                folder.resolve("stranger")))
        .containsExactly("a", "b");
  }

  @Test
  void whatIsBlockedIsLeftOutAlsoUnderTheIdItWasMergedInto() {
    List<Title> titles =
        List.of(
            aTitle().withId("kept").build(),
            aTitle().withId("hers").starring("Ann Lee").build(),
            aTitle().withId("scary").inGenres("Horror", "Comedy").build(),
            aTitle().withId("left").inGenres("Comedy").build());
    User user =
        user(null, new Blocked(List.of("old", "none yet"), List.of("Ann Lee"), List.of("Horror")));

    assertThat(visible(titles, user)).containsExactly("left");
  }

  private List<String> visible(List<Title> titles, User user) {
    Path own = folder.resolve("of " + user.maxAge());
    return visible(titles, visibility.filter(user, null, NEW_YEAR), own);
  }

  /// Ids, in order.
  private static List<String> visible(List<Title> titles, Filter filter, Path folder) {
    List<String> ids = new ArrayList<>();
    try (TitleIndex index =
            Indexes.bulkLoaded(folder, Indexes.indexed(titles.toArray(Title[]::new)));
        TitleSearcher searcher = index.acquire()) {
      searcher.browse(filter, 100).forEach(hit -> ids.add(hit.id().value()));
      assertThat(searcher.count(filter)).isEqualTo(ids.size());
    }
    ids.sort(String.CASE_INSENSITIVE_ORDER);
    return ids;
  }

  private static Title labelled(String id, @Nullable String system, String label) {
    return title(id).maturity(new Title.Maturity(system, label)).build();
  }

  private static Title available(String id, Title.Availability... windows) {
    return title(id).availability(List.of(windows)).build();
  }

  private static Title.Builder title(String id) {
    return Title.builder(new TitleId(id), Title.Kind.MOVIE, id);
  }

  private static Title.Availability window(
      List<String> regions, @Nullable Instant from, @Nullable Instant until) {
    return new Title.Availability(regions, from, until);
  }

  private static User user(@Nullable Integer maxAge, Blocked blocked) {
    return new User(new UserId("ann"), null, null, null, null, maxAge, blocked);
  }
}
