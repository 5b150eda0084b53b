package dev.kindred.recommendation;

import static dev.kindred.recommendation.SmallService.numbers;
import static dev.kindred.recommendation.SmallService.trained;
import static dev.kindred.recommendation.SmallService.user;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.User;
import dev.kindred.feedback.User.Blocked;
import dev.kindred.index.TitleDocument;
import dev.kindred.query.Preference;
import dev.kindred.recommendation.RecommendationAnswer.Item;
import dev.kindred.recommendation.RecommendationRequest.Past;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecommendationsTest {
  private static final int HORROR = 0;

  @AutoClose private final SmallService service;

  RecommendationsTest(@TempDir Path folder) {
    service = new SmallService(folder);
  }

  // what may be shown

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noPathShowsWhatAViewerMayNotSee(boolean withModels) {
    if (withModels) service.use(trained());
    for (int n = 0; n < 24; n++) service.tell(EventType.COMPLETE, "kid", 4 * n + 8, n);
    service.begin("kid", 6, 50);
    service.begin("kid", 5, 51); // for adults
    service.begin("kid", 7, 52); // not labelled
    service.put(
        new User(
            user("kid"),
            null,
            "GB",
            null,
            null,
            12,
            new Blocked(List.of("t12", "t16"), List.of("Director 2"), List.of("Western"))));
    Set<Integer> shown = new HashSet<>();
    for (Placement placement : Placement.values()) {
      for (double diversity : new double[] {0, 1}) {
        RecommendationAnswer page =
            service.recommendations.recommend(
                request(placement, "kid", diversity).withPreferences(List.of(like(8))));
        shown.addAll(numbers(page));
        while (page.next() != null) {
          page = service.recommendations.next(page.id(), page.next(), null);
          shown.addAll(numbers(page));
        }
      }
    }
    for (RecommendationAnswer row :
        service.recommendations.rows(
            new RowsRequest(RecommendationRequest.of(Placement.HOME, user("kid")), List.of())))
      shown.addAll(numbers(row));
    for (TitleDocument title :
        service.recommendations.onboarding(
            new OnboardingRequest(user("kid"), null, Filter.NONE, OnboardingRequest.MOST)))
      shown.add(SmallService.number(title.title().id()));
    assertThat(shown).hasSizeGreaterThan(40).contains(6).doesNotContain(5, 7, 12, 16);
    for (int n : shown) {
      Title title = SmallService.title(n);
      assertThat(title.maturity()).as("t" + n).isEqualTo(new Title.Maturity(null, "PG"));
      assertThat(title.genres()).doesNotContain("Western");
      assertThat(title.people(Title.Role.DIRECTOR)).doesNotContain("Director 2");
    }
  }

  @Test
  void aLaterPageHoldsWhatWasBlockedSince() {
    RecommendationAnswer first =
        service.recommendations.recommend(
            RecommendationRequest.of(Placement.POPULAR, user("ann")).withLimit(10));
    service.put(
        new User(
            user("ann"),
            null,
            null,
            null,
            null,
            null,
            new Blocked(List.of(), List.of(), List.of("Horror"))));
    RecommendationAnswer second = service.recommendations.next(first.id(), first.next(), null);
    assertThat(numbers(second)).hasSize(10).allMatch(n -> n % 4 != HORROR);
  }

  @Test
  void filtersExclusionsAndDislikesHold() {
    Filter old =
        new Filter.Range(
            FilterField.named("year").orElseThrow(),
            null,
            new Filter.Bound(2010, Filter.Edge.INCLUSIVE));
    RecommendationAnswer answer =
        service.recommendations.recommend(
            RecommendationRequest.of(Placement.HOME, null)
                .withFilter(old)
                .withExclude(List.of(new TitleId("t1"), new TitleId("no-such")))
                .withPreferences(
                    List.of(
                        like(8),
                        new Preference.OfGenre("Romance", -1),
                        new Preference.OfPerson("Director 4", Preference.Period.ANY, -1)))
                .withLimit(100));
    assertThat(answer.items()).isNotEmpty();
    assertThat(numbers(answer))
        .doesNotContain(1, 8)
        .allMatch(
            n -> requireNonNull(SmallService.title(n).year()) <= 2010 && n % 4 != 1 && n % 12 != 4);
    assertThat(answer.warnings()).extracting("code").containsExactly("unknownTitles");
  }

  // whom it is for

  @Test
  void nobodyIsShownWhatIsThereForEverybody() {
    for (RecommendationRequest request :
        List.of(
            RecommendationRequest.of(Placement.HOME, null),
            RecommendationRequest.of(Placement.HOME, user("stranger")))) {
      RecommendationAnswer answer = service.recommendations.recommend(request.withLimit(5));
      assertThat(answer.fallbackShare()).isEqualTo(1);
      assertThat(numbers(answer)).contains(1).allMatch(n -> n < 60);
      for (Item item : answer.items())
        assertThat(item.reasons()).extracting("code").containsExactly("popularFallback");
    }
  }

  @Test
  void everyEventChangesTheNextAnswer() {
    service.models = trained();
    RecommendationRequest home = RecommendationRequest.of(Placement.HOME, user("ann"));
    RecommendationAnswer before = service.recommendations.recommend(home);
    assertThat(before.fallbackShare()).isEqualTo(1);
    List<List<Integer>> lists = new ArrayList<>();
    lists.add(numbers(before));
    for (int event = 0; event < 25; event++) {
      int watched =
          lists.getLast().stream().filter(n -> n % 4 == HORROR).findFirst().orElse(200 - 4 * event);
      service.tell(EventType.COMPLETE, "ann", watched, event);
      RecommendationAnswer next = service.recommendations.recommend(home);
      assertThat(next.fallbackShare()).isZero();
      assertThat(numbers(next)).isNotEqualTo(lists.getLast()).doesNotContain(watched);
      lists.add(numbers(next));
    }
    assertThat(lists.get(8).subList(0, 5)).allMatch(n -> n % 4 == HORROR);
  }

  @Test
  void theSourcesFollowTheEvidence() {
    service.models = trained();
    RecommendationRequest home = RecommendationRequest.of(Placement.HOME, user("ann"));
    assertThat(sources(home)).containsOnly(Source.POPULARITY, Source.TRENDING);
    service.tell(EventType.LIKE, "ann", 236, 0); // no model knows it
    assertThat(sources(home)).containsOnly(Source.STORY, Source.FEEL, Source.POPULARITY);
    service.tell(EventType.LIKE, "ann", 8, 1);
    assertThat(sources(home)).contains(Source.FOR_YOU, Source.STORY).doesNotContain(Source.NEXT);
    for (int n = 0; n < 20; n++) service.tell(EventType.COMPLETE, "ann", 12 + 4 * n, 2 + n);
    assertThat(sources(home)).contains(Source.FOR_YOU, Source.NEXT, Source.TASTE);
    assertThat(sources(home)).doesNotContain(Source.POPULARITY);
  }

  @Test
  void aHistoryInTheRequestIsAsGoodAsAStoredOne() {
    for (int n = 0; n < 3; n++) service.tell(EventType.COMPLETE, "ann", 8 + 4 * n, n);
    List<Past> told = new ArrayList<>();
    for (int n = 0; n < 3; n++)
      told.add(new Past(new TitleId("t" + (8 + 4 * n)), EventType.COMPLETE, Double.NaN, null));
    List<Integer> stored =
        numbers(
            service.recommendations.recommend(
                RecommendationRequest.of(Placement.HOME, user("ann"))));
    List<Integer> stateless =
        numbers(
            service.recommendations.recommend(
                RecommendationRequest.of(Placement.HOME, null).withHistory(told)));
    assertThat(stateless).isEqualTo(stored).doesNotContain(8, 12, 16);
    assertThat(stored.subList(0, 5)).allMatch(n -> n % 4 == HORROR);
    assertThat(service.viewers.find(user("-"))).isEmpty();
  }

  @Test
  void threePicksChangeThePage() {
    List<TitleDocument> asked =
        service.recommendations.onboarding(
            new OnboardingRequest(null, null, Filter.NONE, OnboardingRequest.MOST));
    assertThat(asked).hasSize(8);
    assertThat(asked).flatExtracting(t -> t.title().genres()).containsAll(SmallService.GENRES);
    List<Preference> picks =
        asked.stream()
            .filter(t -> t.title().genres().contains("Western"))
            .limit(3)
            .<Preference>map(t -> new Preference.OfTitle(t.title().id(), "", 1))
            .toList();
    RecommendationRequest home = RecommendationRequest.of(Placement.HOME, null).withLimit(10);
    List<Integer> before = numbers(service.recommendations.recommend(home));
    RecommendationAnswer after = service.recommendations.recommend(home.withPreferences(picks));
    List<Integer> kept = new ArrayList<>(before);
    kept.retainAll(numbers(after));
    assertThat(kept.size()).isLessThanOrEqualTo(5);
    assertThat(numbers(after).stream().filter(n -> n % 4 == 3).count()).isGreaterThanOrEqualTo(6);
    assertThat(after.items().getFirst().reasons().getFirst().code()).isEqualTo("becauseYouWatched");
    assertThat(after.items().getFirst().reasons().getFirst().text())
        .startsWith("Because you liked Title ");
  }

  // placements

  @Test
  void whatWasSeenIsInNoPlacementButContinue() {
    service.models = trained();
    for (int n = 1; n <= 30; n++) service.tell(EventType.COMPLETE, "ann", n, n);
    service.tell(EventType.DISLIKE, "ann", 40, 31);
    for (Placement placement : Placement.values()) {
      if (placement == Placement.CONTINUE) continue;
      RecommendationAnswer answer =
          service.recommendations.recommend(
              RecommendationRequest.of(placement, user("ann")).withLimit(100));
      assertThat(answer.items()).as(placement.name()).isNotEmpty();
      assertThat(numbers(answer)).as(placement.name()).allMatch(n -> n > 30 && n != 40);
      assertThat(answer.placement()).isEqualTo(placement);
    }
  }

  @Test
  void whatWasBegunIsGoneOnWithTheLatestFirst() {
    service.begin("ann", 3, 1);
    service.begin("ann", 9, 2);
    service.begin("ann", 20, 3);
    service.tell(EventType.COMPLETE, "ann", 9, 4);
    service.begin("ann", 30, 5);
    service.tell(EventType.DISLIKE, "ann", 30, 6);
    assertThat(
            numbers(
                service.recommendations.recommend(
                    RecommendationRequest.of(Placement.CONTINUE, user("ann")))))
        .containsExactly(20, 3);
  }

  @Test
  void nothingIsLikeNothing() {
    RecommendationAnswer answer =
        service.recommendations.recommend(RecommendationRequest.of(Placement.BECAUSE, user("ann")));
    assertThat(answer.items()).isEmpty();
    assertThat(answer.warnings()).extracting("code").containsExactly("noSeed");
  }

  @Test
  void gemsAreWellRatedAndNotWellKnown() {
    service.tell(EventType.LIKE, "ann", 8, 0);
    RecommendationAnswer answer =
        service.recommendations.recommend(
            RecommendationRequest.of(Placement.HIDDEN_GEMS, user("ann")));
    assertThat(answer.items()).isNotEmpty();
    assertThat(numbers(answer)).allMatch(n -> n > SmallService.SIZE / 5 && n % 3 == 0);
  }

  @Test
  void exploringLeavesTheUsualGenres() {
    for (int n = 0; n < 5; n++) service.tell(EventType.LIKE, "ann", 8 + 4 * n, n);
    RecommendationAnswer answer =
        service.recommendations.recommend(RecommendationRequest.of(Placement.EXPLORE, user("ann")));
    assertThat(numbers(answer)).hasSize(20).allMatch(n -> n % 4 != HORROR);
    assertThat(answer.metrics().genres()).isEqualTo(3);
  }

  // pages and rows

  @Test
  void pagesGoOnOnAnyNodeWithoutRepeats() {
    service.models = trained();
    service.tell(EventType.LIKE, "ann", 8, 0);
    RecommendationAnswer page =
        service.recommendations.recommend(
            RecommendationRequest.of(Placement.HOME, user("ann")).withLimit(30));
    List<Integer> all = new ArrayList<>(numbers(page));
    assertThat(service.node().next(page.id(), null, null).items())
        .isEqualTo(service.node().next(page.id(), page.next(), 30).items());
    while (page.next() != null) {
      service.tell(EventType.LIKE, "ann", 12 + 4 * all.size() / 30, all.size());
      page = service.node().next(page.id(), page.next(), 7);
      assertThat(page.items().getFirst().rank()).isEqualTo(all.size() + 1);
      all.addAll(numbers(page));
    }
    assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    assertThatThrownBy(() -> service.recommendations.next("none", null, null))
        .isInstanceOf(UnknownRecommendationException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aLongerPageBeginsWithTheShorterOne() {
    service.tell(EventType.LIKE, "ann", 8, 0);
    RecommendationRequest home = RecommendationRequest.of(Placement.HOME, user("ann"));
    List<Integer> ten = numbers(service.recommendations.recommend(home.withLimit(10)));
    assertThat(numbers(service.recommendations.recommend(home.withLimit(100))))
        .startsWith(ten.toArray(new Integer[0]));
  }

  @Test
  void noTitleIsInTwoRowsAndNoRowIsEmpty() {
    service.models = trained();
    for (int n = 0; n < 6; n++) service.tell(EventType.COMPLETE, "ann", 8 + 4 * n, n);
    service.begin("ann", 50, 7);
    List<RecommendationAnswer> rows =
        service.recommendations.rows(
            new RowsRequest(
                RecommendationRequest.of(Placement.HOME, user("ann")).withLimit(15), List.of()));
    assertThat(rows)
        .extracting(RecommendationAnswer::placement)
        .startsWith(Placement.CONTINUE, Placement.BECAUSE, Placement.HOME)
        .contains(Placement.TRENDING, Placement.NEW, Placement.EXPLORE);
    assertThat(rows).flatExtracting(SmallService::numbers).doesNotHaveDuplicates();
    assertThat(rows)
        .allMatch(row -> !row.items().isEmpty() && service.decisions.containsKey(row.id()));
    List<RecommendationAnswer> asked =
        service.recommendations.rows(
            new RowsRequest(
                RecommendationRequest.of(Placement.HOME, null),
                List.of(Placement.NEW, Placement.BECAUSE, Placement.POPULAR)));
    assertThat(asked)
        .extracting(RecommendationAnswer::placement)
        .containsExactly(Placement.NEW, Placement.POPULAR);
  }

  private Set<Source> sources(RecommendationRequest request) {
    Set<Source> sources = new HashSet<>();
    service
        .recommendations
        .recommend(request.withLimit(100))
        .items()
        .forEach(item -> sources.addAll(item.sources()));
    return sources;
  }

  private static RecommendationRequest request(Placement placement, String id, double diversity) {
    RecommendationRequest request = RecommendationRequest.of(placement, user(id));
    return new RecommendationRequest(
        placement,
        request.user(),
        List.of(),
        List.of(),
        null,
        Filter.NONE,
        List.of(),
        13,
        diversity,
        request.exploring(),
        request.explaining());
  }

  private static Preference like(int n) {
    return new Preference.OfTitle(new TitleId("t" + n), "", 1);
  }
}
