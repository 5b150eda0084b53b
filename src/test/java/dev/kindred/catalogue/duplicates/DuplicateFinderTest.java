package dev.kindred.catalogue.duplicates;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.Title.Links;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.Evidence.Sign;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Titles.TitleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DuplicateFinderTest {
  private static final DuplicateOptions ALL = new DuplicateOptions(0, 1_000);
  private final MemoryTitleStore store = new MemoryTitleStore();

  @Test
  void addsUpTheEvidence() {
    put("imdb", heat("tt1").lasting(170).directedBy("Michael Mann").starring("Al Pacino").build());
    put(
        "netflix",
        heat("s1").lasting(171).directedBy("Mann, Michael").starring("AL PACINO").build());
    LikelyDuplicate pair = only(find(ALL));
    assertThat(pair.evidence())
        .extracting(Evidence::sign)
        .containsExactly(Sign.NAME, Sign.YEAR, Sign.DIRECTORS, Sign.CAST, Sign.RUNTIME);
    double bits = DuplicateFinder.PRIOR_BITS + 6 + 3 + 7 + 4 + 2;
    assertThat(pair.bits()).isEqualTo(bits);
    assertThat(pair.score()).isCloseTo(1 / (1 + Math.pow(2, -bits)), within(1e-12));
    assertThat(pair.first().id()).isEqualTo(new TitleId("tt1"));
    assertThat(pair.second().source()).isEqualTo("netflix");
  }

  @Test
  void aSharedNameAloneIsAsLikelyAsNot() {
    put("a", aTitle().withId("a").named("Heat").build());
    put("b", aTitle().withId("b").named("Heat").build());
    assertThat(only(find(ALL)).score()).isEqualTo(0.5);
  }

  @Test
  void theSameNameAndYearOfOtherPeopleAreTwoFilms() {
    put("a", heat("a").directedBy("Michael Mann").starring("Al Pacino").build());
    put("b", heat("b").directedBy("Paul Morrissey").starring("Joe Dallesandro").build());
    assertThat(only(find(ALL)).score()).isLessThan(0.2);
    assertThat(find(DuplicateOptions.DEFAULT).pairs()).isEmpty();
  }

  @Test
  void aFilmIsNotTheSeriesOfItsName() {
    put("a", heat("a").build());
    put("b", heat("b").ofKind(Kind.SERIES).build());
    assertThat(only(find(ALL)).score()).isLessThan(0.2);
  }

  @Test
  void differentImdbEntriesAreDifferentFilmsHoweverAlike() {
    put("a", linked("a", "Heat", new Links("tt1", null, null)));
    put("b", linked("b", "Heat", new Links("tt2", null, null)));
    assertThat(only(find(ALL)).score()).isLessThan(0.001);
  }

  @Test
  void aSharedLinkIsEnoughUnderAnotherName() {
    put("a", linked("a", "Spirited Away", new Links(null, null, "5618")));
    put("b", linked("b", "Chihiro", new Links(null, null, "5618")));
    LikelyDuplicate pair = only(find(ALL));
    assertThat(pair.evidence())
        .containsExactly(
            new Evidence(Sign.NAME, -6, "no name in common"),
            new Evidence(Sign.LINK, 16, "both link to MovieLens 5618"));
  }

  @Test
  void namesAreComparedWithoutArticlesMarksAndCase() {
    put("a", aTitle().withId("a").named("The Amélie & Co.").build());
    put("b", aTitle().withId("b").named("AMELIE and Co (2001)").build());
    put("c", aTitle().withId("c").named("Poulain").alsoKnownAs("Amelie and Co").build());
    put("d", aTitle().withId("d").named("Amelia and Co").build());
    assertThat(find(ALL).pairs())
        .extracting(pair -> pair.first().id() + pair.second().id().value())
        .containsExactly("ab", "ac", "bc");
  }

  @Test
  void aNameOfManyBearersSaysLess() {
    for (int i = 0; i < 5; i++) put("s" + i, aTitle().withId("t" + i).named("Home").build());
    List<LikelyDuplicate> pairs = find(ALL).pairs();
    assertThat(pairs).hasSize(10);
    // log2(5 - 1) = 2
    assertThat(pairs.getFirst().evidence().getFirst().bits()).isEqualTo(6 - 2);
  }

  @Test
  void yearsTwoApartAreNotCompared() {
    put("a", aTitle().withId("a").named("Heat").from(1995).build());
    put("b", aTitle().withId("b").named("Heat").from(1997).build());
    assertThat(find(ALL).compared()).isZero();
    put("c", aTitle().withId("c").named("Heat").from(1996).build());
    assertThat(find(ALL).compared()).isEqualTo(2);
  }

  @Test
  void plotsAreComparedByTheirRareWords() {
    String plot = "A thief called Neil McCauley plans one last robbery of a Los Angeles bank";
    String retold = "Neil McCauley, thief, wants one last bank in Los Angeles before he retires";
    String other = "Two shy bakers fall in love over a wedding cake during a snowy winter week";
    put("a", heat("a").about(plot).build());
    put("b", heat("b").about(retold).build());
    put("c", heat("c").about(other).build());
    for (int i = 0; i < 20; i++)
      put(
          "x",
          aTitle()
              .named("X" + i)
              .about("A story of the one and the other, in a place " + i)
              .build());
    List<LikelyDuplicate> pairs = find(ALL).pairs();
    assertThat(pairs.getFirst().second().id()).isEqualTo(new TitleId("b"));
    assertThat(sign(pairs.getFirst(), Sign.PLOT)).isPositive();
    assertThat(sign(pairs.getLast(), Sign.PLOT)).isNegative();
  }

  @Test
  void episodesAreKnownByTheirNameOnlyWithinTheirSeries() {
    put("a", episode("a", "one"));
    put("b", episode("b", "two"));
    assertThat(find(ALL).compared()).isZero();
    put("c", episode("c", "one"));
    assertThat(find(ALL).compared()).isEqualTo(1);
  }

  @Test
  void ofTooManyBearersOfANameSomePairsAreLeftOutAndCounted() {
    int bearers = 210;
    List<TitleWrite> writes = new ArrayList<>();
    IntStream.range(0, bearers)
        .forEach(i -> writes.add(put(aTitle().withId("t" + i).named("Untitled").build(), "x")));
    store.write(writes).join();
    DuplicateReport report = find(ALL);
    assertThat(report.compared()).isEqualTo(Blocks.MAX_PAIRS);
    assertThat(report.notCompared()).isEqualTo(bearers * (bearers - 1) / 2 - Blocks.MAX_PAIRS);
  }

  @Test
  void aLimitKeepsTheSurestAndTellsHowManyThereAre() {
    for (int i = 0; i < 3; i++) {
      TitleBuilder one = aTitle().named("Heat " + i).from(1995).directedBy("Michael Mann");
      if (i == 2) one.lasting(170);
      put("a", one.withId("a" + i).build());
      put("b", one.withId("b" + i).build());
    }
    DuplicateReport report = find(new DuplicateOptions(0.9, 2));
    assertThat(report.found()).isEqualTo(3);
    assertThat(report.pairs())
        .extracting(pair -> pair.first().id().value())
        .containsExactly("a2", "a0");
    assertThat(report.titles()).isEqualTo(6);
  }

  private DuplicateReport find(DuplicateOptions options) {
    return new DuplicateFinder(store).find(options);
  }

  private static LikelyDuplicate only(DuplicateReport report) {
    assertThat(report.pairs()).hasSize(1);
    return report.pairs().getFirst();
  }

  private static double sign(LikelyDuplicate pair, Sign sign) {
    return pair.evidence().stream()
        .filter(evidence -> evidence.sign() == sign)
        .mapToDouble(Evidence::bits)
        .sum();
  }

  private static TitleBuilder heat(String id) {
    return aTitle().withId(id).named("Heat").from(1995);
  }

  private static Title linked(String id, String name, Links links) {
    return Title.builder(new TitleId(id), Kind.MOVIE, name).links(links).build();
  }

  private static Title episode(String id, String series) {
    return Title.builder(new TitleId(id), Kind.EPISODE, "Pilot")
        .parentId(new TitleId(series))
        .seasonNumber(1)
        .episodeNumber(1)
        .build();
  }

  private void put(String source, Title title) {
    store.write(List.of(put(title, source))).join();
  }

  private static TitleWrite put(Title title, String source) {
    return new TitleWrite.Put(title, null, source, null);
  }
}
