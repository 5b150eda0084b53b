package dev.kindred.search;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.explanation.Reason;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.index.VectorField;
import dev.kindred.query.Understanding;
import dev.kindred.search.SearchAnswer.Item;
import dev.kindred.search.SearchAnswer.Scope;
import dev.kindred.search.SearchAnswer.SourceScore;
import dev.kindred.search.SearchAnswer.Warning;
import dev.kindred.search.SearchRequest.Explaining;
import dev.kindred.search.SearchRequest.Highlighting;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import dev.kindred.testing.Seeded;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Search over a real index of random titles with hashed vectors.
final class SearchTest {
  private static final int SIZE = 700;
  private static final byte[] SECRET =
      "a secret of sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
  private static final FilterField GENRES = field("genres");
  private static final Filter DRAMA = new Filter.AnyOf(GENRES, List.of(new Filter.Text("Drama")));
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static TitleIndex index;

  @BeforeAll
  static void build(@TempDir Path folder) {
    index = Indexes.incremental(folder, RandomCatalogue.of(new Random(11), SIZE), SIZE / 2);
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @AfterEach
  void everySnapshotWasClosed() {
    assertThat(OPEN).hasValue(0);
  }

  // what is asked of whom

  @ParameterizedTest
  @EnumSource
  void modesAskTheirSources(Mode mode) {
    SearchAnswer answer = search().search(request("ghost train winter").mode(mode).build());
    Set<String> sources =
        answer.items().stream()
            .flatMap(item -> item.sources().stream())
            .map(SourceScore::name)
            .collect(Collectors.toSet());
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.items()).hasSize(SearchRequest.DEFAULT_LIMIT);
    switch (mode) {
      case LEXICAL -> {
        assertThat(sources).containsExactly("lexical");
        assertThat(answer.scope()).isEqualTo(Scope.TEXT_MATCHES);
      }
      case VECTOR -> {
        assertThat(sources).isSubsetOf("story", "feel").isNotEmpty();
        assertThat(answer.scope()).isEqualTo(Scope.VECTOR_CANDIDATES);
      }
      case AUTO, HYBRID -> {
        assertThat(sources).contains("lexical", "story");
        assertThat(answer.scope()).isEqualTo(Scope.TEXT_MATCHES_AND_VECTOR_CANDIDATES);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyHitFulfilsTheFilter(Mode mode) {
    SearchAnswer answer =
        search().search(request("ghost train").mode(mode).filter(DRAMA).limit(100).build());
    assertThat(answer.items())
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.document().title().genres()).contains("Drama"));
    assertThat(answer.interpretation().filter()).isEqualTo(DRAMA);
  }

  @Test
  void hitsAreOrderedByScoreThenIdAndRankedFromOne() {
    for (SearchOptions.Fusing fusing : SearchOptions.Fusing.values()) {
      Search search = search(SearchOptions.DEFAULT.withFusion(fusing), Indexes.EMBEDDER);
      List<Item> items = search.search(request("winter king").limit(100).build()).items();
      for (int i = 0; i < items.size(); i++) {
        assertThat(items.get(i).rank()).isEqualTo(i + 1);
        if (i == 0) continue;
        assertThat(items.get(i).score()).isLessThanOrEqualTo(items.get(i - 1).score());
        if (items.get(i).score() == items.get(i - 1).score()) {
          assertThat(items.get(i).document().title().id())
              .isGreaterThan(items.get(i - 1).document().title().id());
        }
      }
    }
  }

  @Test
  void theSameRequestHasTheSameAnswer() {
    SearchRequest request = request("shadow of the island").diversity(0.4).build();
    assertAlike(search().search(request).items(), search().search(request).items());
  }

  @Test
  void anEmptyQueryBrowsesByPopularity() {
    for (String query : List.of("", "  \n ")) {
      SearchAnswer answer = search().search(request(query).filter(DRAMA).limit(100).build());
      try (TitleSearcher searcher = index.acquire()) {
        assertThat(keys(answer))
            .isEqualTo(searcher.browse(DRAMA, 100).stream().map(hit -> hit.key()).toList());
        assertThat(answer.total()).isEqualTo(new Total(searcher.count(DRAMA), Total.Relation.EQ));
      }
      assertThat(answer.scope()).isEqualTo(Scope.FILTERED);
      assertThat(answer.items().getFirst().sources())
          .extracting(SourceScore::name)
          .containsExactly("popularity");
    }
  }

  @Test
  void wordsThatNoTitleHoldsFindNothingByWordsAndSomethingByMeaning() {
    SearchAnswer none = search().search(request("xyzzy").mode(Mode.LEXICAL).build());
    assertThat(none.items()).isEmpty();
    assertThat(none.total()).isEqualTo(new Total(0, Total.Relation.EQ));
    assertThat(none.nextCursor()).isNull();
    assertThat(search().search(request("xyzzy").build()).items()).isNotEmpty();
  }

  // totals and facets

  @Test
  void totalsOfWordsAreThoseOfTheIndex() {
    try (TitleSearcher searcher = index.acquire()) {
      for (String query : List.of("winter", "the river of winter", "eli stone")) {
        SearchAnswer answer = search().search(request(query).mode(Mode.LEXICAL).limit(3).build());
        assertThat(answer.total())
            .as(query)
            .isEqualTo(searcher.text(query, Filter.NONE, SIZE).total());
      }
    }
  }

  @Test
  void totalsOfBothAreALowerBoundThatHoldsAllTextMatches() {
    try (TitleSearcher searcher = index.acquire()) {
      SearchAnswer answer =
          search().search(request("the river of winter").mode(Mode.HYBRID).build());
      long words = searcher.text("the river of winter", Filter.NONE, SIZE).total().value();
      assertThat(words).isGreaterThan(SearchOptions.DEFAULT.depth());
      assertThat(answer.total().value()).isGreaterThanOrEqualTo(words);
      assertThat(answer.total().relation()).isEqualTo(Total.Relation.GTE);
    }
  }

  @Test
  void facetsAreThereWhenAskedFor() {
    assertThat(search().search(request("winter").build()).facets()).isNull();
    for (Mode mode : Mode.values()) {
      SearchAnswer answer =
          search().search(request("winter").mode(mode).facets("genres", "decade").build());
      FacetCounts facets = counted(answer);
      assertThat(facets.fields().keySet()).containsExactly(GENRES, field("decade"));
      assertThat(facets.titles()).isEqualTo(answer.total().value());
      assertThat(facets.fields().get(GENRES)).isNotEmpty();
    }
  }

  @Test
  void facetsOfNothingCountNothing() {
    Filter nothing = new Filter.AnyOf(GENRES, List.of(new Filter.Text("Polka")));
    for (Mode mode : Mode.values()) {
      for (String query : List.of("winter", "")) {
        SearchAnswer answer =
            search().search(request(query).mode(mode).filter(nothing).facets("genres").build());
        FacetCounts facets = counted(answer);
        assertThat(facets.titles()).isZero();
        assertThat(facets.fields()).isEqualTo(Map.of(GENRES, List.of()));
        assertThat(answer.items()).isEmpty();
        assertThat(answer.total().value()).isZero();
      }
    }
    FilterField lent = field("attributes.lent");
    Filter.Flag lentOut = new Filter.Flag(true);
    SearchAnswer some =
        search()
            .search(
                request("")
                    .filter(new Filter.AnyOf(lent, List.of(lentOut)))
                    .facets("attributes.lent")
                    .build());
    FacetCounts facets = counted(some);
    assertThat(facets.fields().get(lent))
        .containsExactly(new FacetCounts.Value("true", some.total().value()));
  }

  // pages

  @ParameterizedTest
  @EnumSource
  void aWalkThroughSmallPagesIsTheLongPage(Mode mode) {
    for (double diversity : new double[] {0, 0.6}) {
      Ask ask = request("captain of the secret island").mode(mode).diversity(diversity);
      List<Item> longPage = search().search(ask.limit(100).build()).items();
      List<Item> walked = walk(search(), ask.limit(7));
      assertAlike(walked.subList(0, longPage.size()), longPage);
      assertAlike(walk(search(), ask.limit(100)), walked);
      assertThat(walked.stream().map(item -> item.document().key()))
          .doesNotHaveDuplicates()
          .hasSizeLessThanOrEqualTo(SearchOptions.DEFAULT.pool());
    }
  }

  @Test
  void browsingWalksTheWholePool() {
    List<Item> walked = walk(search(), request("").limit(33));
    assertThat(walked).hasSize(SearchOptions.DEFAULT.pool());
    assertThat(walked.stream().map(item -> item.document().key())).doesNotHaveDuplicates();
  }

  @Test
  void similarWalksAsItsLongPage() {
    for (SimilarRequest.By by : SimilarRequest.By.values()) {
      List<Item> longPage = search().similar(similar("t5", by, 100, null)).items();
      List<Item> walked = new ArrayList<>();
      String cursor = null;
      do {
        SearchAnswer page = search().similar(similar("t5", by, 7, cursor));
        walked.addAll(page.items());
        cursor = page.nextCursor();
      } while (cursor != null);
      assertAlike(walked.subList(0, longPage.size()), longPage);
    }
  }

  @Test
  @Seeded
  void pagesNeitherRepeatNorSkipWhileTitlesChange(@TempDir Path folder, Random random) {
    List<IndexedTitle> titles = RandomCatalogue.of(random, 300);
    try (TitleIndex changing = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(changing::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      for (String query : List.of("winter king", "")) {
        Ask ask = request(query).limit(9).diversity(query.isEmpty() ? 0 : 0.5);
        List<TitleKey> frozen =
            walk(search, ask).stream().map(item -> item.document().key()).toList();
        List<TitleKey> seen = new ArrayList<>();
        Set<TitleKey> gone = new HashSet<>();
        int rank = 0;
        String cursor = null;
        do {
          SearchAnswer page = search.search(ask.cursor(cursor).build());
          for (Item item : page.items()) {
            assertThat(item.rank()).isGreaterThan(rank);
            assertThat(item.rank()).isEqualTo(1 + frozen.indexOf(item.document().key()));
            rank = item.rank();
            seen.add(item.document().key());
          }
          cursor = page.nextCursor();
          int last = Math.min(frozen.size(), seen.size() + gone.size());
          int victim = frozen.get(Math.min(frozen.size() - 1, last + random.nextInt(9))).value();
          if (!seen.contains(new TitleKey(victim)) && gone.add(new TitleKey(victim)))
            Indexes.remove(changing, victim);
          int changed = frozen.get(random.nextInt(frozen.size())).value();
          int added = 1_000 + random.nextInt(1_000);
          List<IndexedTitle> news = new ArrayList<>();
          if (!gone.contains(new TitleKey(changed)))
            news.add(
                Indexes.indexed(
                    changed,
                    RandomCatalogue.title(random, changed),
                    RandomCatalogue.profile(random)));
          news.add(
              Indexes.indexed(
                  added, RandomCatalogue.title(random, added), RandomCatalogue.profile(random)));
          Indexes.upsert(changing, news);
        } while (cursor != null);
        List<TitleKey> expected = new ArrayList<>(frozen);
        expected.removeAll(gone);
        assertThat(seen).isEqualTo(expected);
      }
    }
  }

  @Test
  void aTitleThatIsNoLongerProposedKeepsItsPlaceWithoutSources(@TempDir Path folder) {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().withId("a").named("Winter").build(),
            aTitle().withId("b").named("Winter Moon").inGenres("Drama").build(),
            aTitle().withId("c").named("Winter Moon Over Water").inGenres("Drama").build());
    try (TitleIndex changing = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(changing::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      Ask ask = request("winter").mode(Mode.LEXICAL).limit(1);
      String cursor = search.search(ask.build()).nextCursor();
      Title summer = aTitle().withId("b").named("Summer").build();
      Indexes.upsert(changing, List.of(Indexes.indexed(2, summer, aProfile().build())));
      assertThat(search.search(ask.cursor(cursor).build()).items())
          .containsExactly(
              new Item(
                  2,
                  0,
                  new TitleDocument(new TitleKey(2), summer, aProfile().build()),
                  List.of(),
                  Map.of(),
                  List.of()));
    }
  }

  @Test
  void aTitleThatNoLongerPassesTheFilterIsLeftOutOfLaterPages(@TempDir Path folder) {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().withId("a").named("Winter").inGenres("Drama").build(),
            aTitle().withId("b").named("Winter Moon").inGenres("Drama").build(),
            aTitle().withId("c").named("Winter Moon Over Water").inGenres("Drama").build());
    try (TitleIndex changing = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(changing::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      Ask ask = request("winter").mode(Mode.LEXICAL).filter(DRAMA).limit(1);
      String second = search.search(ask.build()).nextCursor();
      Title comedy = aTitle().withId("b").named("Winter Moon").inGenres("Comedy").build();
      Indexes.upsert(changing, List.of(Indexes.indexed(2, comedy, aProfile().build())));
      SearchAnswer page = search.search(ask.cursor(second).build());
      assertThat(page.items()).isEmpty();
      SearchAnswer third = search.search(ask.cursor(page.nextCursor()).build());
      assertThat(ids(third)).containsExactly("c");
      assertThat(third.items().getFirst().rank()).isEqualTo(3);
      assertThat(third.nextCursor()).isNull();
    }
  }

  // cursors

  @Test
  void aCursorBelongsToItsRequest() {
    Ask ask = request("winter").filter(DRAMA).diversity(0.2).limit(5);
    String cursor = search().search(ask.build()).nextCursor();
    assertThat(search().search(ask.cursor(cursor).build()).items()).hasSize(5);
    // what only changes how a page is shown may change on the way
    assertThat(search().search(ask.cursor(cursor).limit(3).facets("genres").build()).items())
        .hasSize(3);
    for (Ask other :
        List.of(
            ask.query("winters"),
            ask.mode(Mode.LEXICAL),
            ask.filter(Filter.NONE),
            ask.diversity(0.3))) {
      assertThatThrownBy(() -> search().search(other.cursor(cursor).build()))
          .isInstanceOf(CursorException.class)
          .hasMessageContaining("another request");
    }
    assertThatThrownBy(() -> search().similar(similar("t5", SimilarRequest.By.AUTO, 5, cursor)))
        .isInstanceOf(CursorException.class);
  }

  @Test
  void aCursorOfAnotherSecretIsRefused() {
    Ask ask = request("winter").limit(5);
    byte[] other = "another secret of many bytes".getBytes(StandardCharsets.UTF_8);
    Search elsewhere =
        new Search(
            SearchTest::lease, understanding(Indexes.EMBEDDER), SearchOptions.DEFAULT, other);
    String cursor = elsewhere.search(ask.build()).nextCursor();
    assertThatThrownBy(() -> search().search(ask.cursor(cursor).build()))
        .isInstanceOf(CursorException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Search(
                SearchTest::lease,
                understanding(Indexes.EMBEDDER),
                SearchOptions.DEFAULT,
                new byte[15]))
        .withMessageContaining("15");
  }

  @Test
  @Seeded
  void anyOtherCursorIsRefused(Random random) {
    Ask ask = request("winter").limit(5);
    String cursor = search().search(ask.build()).nextCursor();
    if (cursor == null) throw new AssertionError("one page only");
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    List<String> bad = new ArrayList<>(List.of("", " ", "null", "é", "a", "====", "%00"));
    for (int i = 0; i < 60; i++) {
      byte[] altered = bytes.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      bad.add(Base64.getUrlEncoder().withoutPadding().encodeToString(altered));
      bad.add(cursor.substring(0, random.nextInt(cursor.length() - 1)));
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      bad.add(Base64.getUrlEncoder().withoutPadding().encodeToString(noise));
    }
    bad.add(cursor + cursor);
    bad.add("A".repeat(Cursors.MAX_LENGTH + 1));
    bad.add("A".repeat(10_000_000));
    for (String one : bad) {
      assertThatThrownBy(() -> search().search(ask.cursor(one).build()))
          .isInstanceOf(CursorException.class);
    }
  }

  @Test
  void theLongestListFitsACursor() {
    Cursors cursors = new Cursors(SECRET);
    List<TitleKey> keys = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) keys.add(new TitleKey(Integer.MAX_VALUE - i));
    String cursor = cursors.write(7, new Cursors.Page(999, keys));
    assertThat(cursor).hasSizeLessThan(Cursors.MAX_LENGTH);
    assertThat(cursors.read(cursor, 7)).isEqualTo(new Cursors.Page(999, keys));
  }

  // failures

  @Test
  void withoutAnEmbedderWordsDecideAndTheAnswerSaysSo() {
    Function<String, float[]> broken =
        text -> {
          throw new IllegalStateException("the model is gone");
        };
    for (Mode mode : List.of(Mode.AUTO, Mode.HYBRID, Mode.VECTOR)) {
      SearchAnswer answer =
          search(SearchOptions.DEFAULT, broken).search(request("ghost train").mode(mode).build());
      assertThat(answer.warnings()).extracting(Warning::code).containsExactly("vectorsUnavailable");
      assertThat(answer.scope()).isEqualTo(Scope.TEXT_MATCHES);
      assertThat(answer.items()).isNotEmpty();
    }
    assertThat(
            search(SearchOptions.DEFAULT, broken)
                .search(request("ghost train").mode(Mode.LEXICAL).build())
                .warnings())
        .isEmpty();
  }

  @Test
  void vectorsOfAnotherModelAreNotCompared() {
    Search search =
        new Search(
            SearchTest::lease,
            Indexes.understanding("another-model", Indexes.EMBEDDER),
            SearchOptions.DEFAULT,
            SECRET);
    SearchAnswer answer = search.search(request("ghost train").build());
    assertThat(answer.warnings()).hasSize(1);
    assertThat(answer.warnings().getFirst().code()).isEqualTo("vectorsUnavailable");
    assertThat(answer.warnings().getFirst().detail())
        .contains("another-model", HashingEmbedder.MODEL);
    assertThat(answer.items())
        .isEqualTo(search().search(request("ghost train").mode(Mode.LEXICAL).build()).items());
  }

  @Test
  void sourcesThatFailAreLeftOutUnlessAllDo() {
    HashingEmbedder wrong = new HashingEmbedder(Indexes.DIMENSIONS + 1);
    SearchAnswer answer =
        search(SearchOptions.DEFAULT, wrong).search(request("ghost train").build());
    assertThat(answer.warnings())
        .extracting(Warning::code)
        .containsExactly("sourceFailed", "sourceFailed");
    assertThat(answer.items()).isNotEmpty();
    assertThatThrownBy(() ->
            search(SearchOptions.DEFAULT, wrong)
                .search(request("ghost train").mode(Mode.VECTOR).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsRequestsOutOfBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> request("a").limit(0).build());
    assertThatIllegalArgumentException().isThrownBy(() -> request("a").limit(101).build());
    assertThatIllegalArgumentException().isThrownBy(() -> request("a").diversity(1.1).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request("a").diversity(Double.NaN).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request("a".repeat(SearchRequest.MAX_QUERY + 1)).build())
        .withMessageContaining("2001");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            request("a").facets(Collections.nCopies(21, "genres").toArray(String[]::new)).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> similar("t5", SimilarRequest.By.AUTO, 0, null));
  }

  @Test
  void aLongRamblingQueryIsAnswered() {
    String query = "the captain dances with a ghost in winter ".repeat(47);
    assertThat(query.length()).isBetween(1_900, SearchRequest.MAX_QUERY);
    assertThat(search().search(request(query).build()).items()).hasSize(20);
  }

  // similar

  @ParameterizedTest
  @EnumSource
  void similarLeavesItselfOutAndKeepsToTheFilter(SimilarRequest.By by) {
    for (String id : List.of("t5", "t50", "t500")) {
      for (Filter filter : List.of(Filter.NONE, DRAMA)) {
        SearchAnswer answer =
            search().similar(new SimilarRequest(new TitleId(id), by, 100, null, filter, 0.3));
        assertThat(ids(answer)).doesNotContain(id).doesNotHaveDuplicates();
        if (!filter.equals(Filter.NONE)) {
          assertThat(answer.items())
              .allSatisfy(item -> assertThat(item.document().title().genres()).contains("Drama"));
        }
        assertThat(answer.warnings()).isEmpty();
      }
    }
  }

  @Test
  void similarByStoryIsTheNearestByStory() {
    try (TitleSearcher searcher = index.acquire()) {
      TitleKey key = searcher.key(new TitleId("t5")).orElseThrow();
      for (VectorField field : VectorField.CONTENT) {
        SimilarRequest.By by =
            field == VectorField.STORY ? SimilarRequest.By.STORY : SimilarRequest.By.FEEL;
        float[] vector = searcher.vectors(field, List.of(key)).get(key);
        if (vector == null) throw new AssertionError("no vector");
        List<TitleKey> expected =
            searcher.nearestExactly(field, vector, Filter.NONE, 21).stream()
                .map(hit -> hit.key())
                .filter(found -> !found.equals(key))
                .limit(20)
                .toList();
        SearchAnswer answer =
            search().similar(new SimilarRequest(new TitleId("t5"), by, 20, null, Filter.NONE, 0));
        assertThat(keys(answer)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answer.items().getFirst().sources().getFirst().rank()).isEqualTo(1);
      }
    }
  }

  @Test
  void similarByPeopleSharesPeople() {
    Title seed = document("t5").title();
    SearchAnswer answer = search().similar(similar("t5", SimilarRequest.By.PEOPLE, 100, null));
    Set<String> people = seed.people().stream().map(Title.Person::name).collect(Collectors.toSet());
    assertThat(answer.items()).isNotEmpty();
    assertThat(answer.items())
        .allSatisfy(item ->
            assertThat(item.document().title().people())
                .extracting(Title.Person::name)
                .containsAnyElementsOf(people));
  }

  @Test
  void aDirectorInCommonSaysMoreThanAnActor(@TempDir Path folder) {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().withId("seed").directedBy("Ann").starring("Bob").build(),
            aTitle().withId("cast").starring("Bob").build(),
            aTitle().withId("director").directedBy("Ann").build(),
            aTitle().withId("both").directedBy("Ann").starring("Bob").build(),
            aTitle().withId("none").starring("Cy").build());
    try (TitleIndex small = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(small::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      SearchAnswer answer = search.similar(similar("seed", SimilarRequest.By.PEOPLE, 10, null));
      assertThat(ids(answer)).containsExactly("both", "director", "cast");
      double rarity = Math.log(1 + 5 / 3.0);
      assertThat(answer.items())
          .extracting(item -> item.sources().getFirst().score())
          .containsExactly(1 * rarity + 0.5 * rarity, 1 * rarity, 0.5 * rarity);
    }
  }

  @Test
  void similarToATitleWithoutVectorsGoesByPeopleAndSaysSo(@TempDir Path folder) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= 3; key++) {
      Title title = aTitle().withId("t" + key).starring("Bob").build();
      titles.add(new IndexedTitle(new TitleKey(key), title, aProfile().build(), Map.of(), key));
    }
    try (TitleIndex bare = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(bare::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      SearchAnswer answer = search.similar(similar("t1", SimilarRequest.By.AUTO, 10, null));
      assertThat(ids(answer)).containsExactly("t2", "t3");
      assertThat(answer.warnings())
          .extracting(Warning::code)
          .containsExactly("noVector", "noVector");
      assertThat(search.similar(similar("t1", SimilarRequest.By.STORY, 10, null)).items())
          .isEmpty();
    }
  }

  @Test
  void similarToAnUnknownTitleIsRefused() {
    assertThatThrownBy(() -> search().similar(similar("nope", SimilarRequest.By.AUTO, 5, null)))
        .isInstanceOf(UnknownTitleException.class)
        .hasMessageContaining("nope");
  }

  // reasons and highlights

  @Test
  void reasonsNameOnlyWhatBothTitlesHold() {
    for (String id : List.of("t5", "t17", "t101")) {
      TitleDocument seed = document(id);
      SearchAnswer answer = search().similar(similar(id, SimilarRequest.By.AUTO, 100, null));
      assertThat(answer.items().stream().flatMap(item -> item.reasons().stream())).isNotEmpty();
      for (Item item : answer.items()) {
        for (Reason reason : item.reasons()) {
          assertThat(reason.text()).endsWith(".");
          reason
              .evidence()
              .forEach((kind, values) -> {
                assertThat(values).isNotEmpty();
                assertThat(held(seed, kind)).containsAll(values);
                assertThat(lower(held(item.document(), kind))).containsAll(lower(values));
              });
        }
      }
    }
  }

  @Test
  void reasonsOfAQueryNameWordsThatTheTitleHolds(@TempDir Path folder) {
    try (TitleIndex small =
        Indexes.bulkLoaded(
            folder,
            Indexes.indexed(
                aTitle()
                    .named("Amélie & Tom's <night>")
                    .withId("a")
                    .about("They are running.")
                    .build(),
                aTitle().named("Other").build()))) {
      Search search = search(small::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      SearchAnswer answer =
          search.search(
              request("amélie tom's night runs")
                  .mode(Mode.LEXICAL)
                  .explaining(Explaining.REASONS)
                  .build());
      Item item = answer.items().getFirst();
      assertThat(item.reasons())
          .containsExactly(
              new Reason(
                  "queryMatch",
                  Map.of(
                      "words", List.of("amélie", "tom's", "night", "running"),
                      "fields", List.of("name", "synopsis")),
                  "Mentions amélie, tom's and night."));
      assertThat(item.highlights()).isEmpty();
      assertThat(
              search
                  .search(
                      request("amélie runs")
                          .mode(Mode.LEXICAL)
                          .highlighting(Highlighting.ON)
                          .build())
                  .items()
                  .getFirst()
                  .highlights())
          .isEqualTo(
              Map.of(
                  "name", List.of("<em>Amélie</em> &amp; Tom&#39;s &lt;night&gt;"),
                  "synopsis", List.of("They are <em>running</em>.")));
    }
  }

  @Test
  void nothingIsMarkedOrExplainedUnasked() {
    assertThat(search().search(request("winter").build()).items())
        .allSatisfy(item -> {
          assertThat(item.reasons()).isEmpty();
          assertThat(item.highlights()).isEmpty();
        });
  }

  @Test
  void meaningIsGivenAsAReasonOnlyWhereItFoundTheTitle() {
    SearchAnswer answer =
        search().search(request("winter king").explaining(Explaining.REASONS).limit(100).build());
    for (Item item : answer.items()) {
      Set<String> sources =
          item.sources().stream().map(SourceScore::name).collect(Collectors.toSet());
      for (Reason reason : item.reasons())
        assertThat(sources).containsAll(reason.evidence().getOrDefault("aspects", List.of()));
    }
  }

  @Test
  void suggestsNothingForBlankInput() {
    assertThat(search().suggest(" \t", 5)).isEmpty();
    assertThat(search().suggest("cleo", 5)).extracting(s -> s.text()).contains("Cleo Marsh");
  }

  @Test
  void whereNoTitleHasAFeelTheStoryHasItsShare(@TempDir Path folder) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (IndexedTitle title :
        Indexes.indexed(
            aTitle().named("Harbour").withId("harbour").about("A ferry sinks.").build(),
            aTitle().named("Bakery").withId("bakery").about("Bread at night.").build())) {
      float[] story = title.vectors().get(VectorField.STORY);
      titles.add(
          new IndexedTitle(
              title.key(), title.title(), title.profile(), Map.of(VectorField.STORY, story), 1));
    }
    try (TitleIndex small = Indexes.bulkLoaded(folder, titles)) {
      Search search = search(small::acquire, SearchOptions.DEFAULT, Indexes.EMBEDDER);
      // No word is known, so words weigh least; the nearest story has all the rest.
      Item first = search.search(request("zeppelins quarrel").build()).items().getFirst();
      assertThat(first.score())
          .isEqualTo(1 - SearchOptions.DEFAULT.weights().leastLexical(), within(1e-6));
    }
  }

  private static List<String> held(TitleDocument document, String evidence) {
    Title title = document.title();
    return switch (evidence) {
      case "people" -> title.people().stream().map(Title.Person::name).toList();
      case "themes" -> {
        List<String> all = new ArrayList<>(document.profile().themes());
        all.addAll(title.keywords());
        yield all;
      }
      case "moods" -> document.profile().moods();
      default -> throw new AssertionError("evidence of an unknown kind: " + evidence);
    };
  }

  private static List<String> lower(List<String> values) {
    return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
  }

  /// The same titles for the same reasons. Scores may differ in the last bit: the processor's
  /// vector units add in no fixed order.
  private static void assertAlike(List<Item> items, List<Item> others) {
    assertThat(places(items)).isEqualTo(places(others));
    for (int i = 0; i < items.size(); i++)
      assertThat(items.get(i).score()).isCloseTo(others.get(i).score(), within(1e-4));
  }

  private static List<String> places(List<Item> items) {
    return items.stream()
        .map(item ->
            item.rank()
                + " "
                + item.document().title().id()
                + item.sources().stream().map(s -> " " + s.name() + s.rank()).toList())
        .toList();
  }

  private static List<Item> walk(Search search, Ask ask) {
    List<Item> walked = new ArrayList<>();
    String cursor = null;
    do {
      SearchAnswer page = search.search(ask.cursor(cursor).build());
      walked.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    return walked;
  }

  private static TitleDocument document(String id) {
    try (TitleSearcher searcher = index.acquire()) {
      TitleKey key = searcher.key(new TitleId(id)).orElseThrow();
      TitleDocument document = searcher.documents(List.of(key)).get(key);
      if (document == null) throw new AssertionError("no title " + id);
      return document;
    }
  }

  private static FacetCounts counted(SearchAnswer answer) {
    FacetCounts facets = answer.facets();
    if (facets == null) throw new AssertionError("no facets");
    return facets;
  }

  private static List<String> ids(SearchAnswer answer) {
    return answer.items().stream().map(item -> item.document().title().id().value()).toList();
  }

  private static List<TitleKey> keys(SearchAnswer answer) {
    return answer.items().stream().map(item -> item.document().key()).toList();
  }

  private static SimilarRequest similar(
      String id, SimilarRequest.By by, int limit, @Nullable String cursor) {
    return new SimilarRequest(
        new TitleId(id), by, limit, cursor, Filter.NONE, SimilarRequest.DEFAULT_DIVERSITY);
  }

  private static FilterField field(String name) {
    return FilterField.named(name).orElseThrow();
  }

  private static Ask request(String query) {
    return new Ask(
        query,
        SearchRequest.DEFAULT_LIMIT,
        null,
        Mode.AUTO,
        Filter.NONE,
        List.of(),
        0,
        Highlighting.OFF,
        Explaining.NONE);
  }

  private static Search search() {
    return search(SearchOptions.DEFAULT, Indexes.EMBEDDER);
  }

  private static Search search(SearchOptions options, Function<String, float[]> embedder) {
    return search(SearchTest::lease, options, embedder);
  }

  private static Search search(
      Supplier<TitleSearcher> searchers,
      SearchOptions options,
      Function<String, float[]> embedder) {
    return new Search(searchers, understanding(embedder), options, SECRET);
  }

  private static Understanding understanding(Function<String, float[]> embedder) {
    return Indexes.understanding(HashingEmbedder.MODEL, embedder);
  }

  /// A snapshot that is counted until it is closed.
  private static TitleSearcher lease() {
    TitleSearcher searcher = index.acquire();
    OPEN.incrementAndGet();
    return (TitleSearcher)
        Proxy.newProxyInstance(
            TitleSearcher.class.getClassLoader(),
            new Class<?>[] {TitleSearcher.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) OPEN.decrementAndGet();
              try {
                return method.invoke(searcher, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// A request one changes field by field.
  private record Ask(
      String query,
      int limit,
      @Nullable String cursor,
      Mode mode,
      Filter filter,
      List<FilterField> facets,
      double diversity,
      Highlighting highlighting,
      Explaining explaining) {
    Ask query(String value) {
      return new Ask(
          value, limit, cursor, mode, filter, facets, diversity, highlighting, explaining);
    }

    Ask limit(int value) {
      return new Ask(
          query, value, cursor, mode, filter, facets, diversity, highlighting, explaining);
    }

    Ask cursor(@Nullable String value) {
      return new Ask(
          query, limit, value, mode, filter, facets, diversity, highlighting, explaining);
    }

    Ask mode(Mode value) {
      return new Ask(
          query, limit, cursor, value, filter, facets, diversity, highlighting, explaining);
    }

    Ask filter(Filter value) {
      return new Ask(
          query, limit, cursor, mode, value, facets, diversity, highlighting, explaining);
    }

    Ask facets(String... names) {
      List<FilterField> fields = new ArrayList<>();
      for (String name : names) fields.add(field(name));
      return new Ask(
          query, limit, cursor, mode, filter, fields, diversity, highlighting, explaining);
    }

    Ask diversity(double value) {
      return new Ask(query, limit, cursor, mode, filter, facets, value, highlighting, explaining);
    }

    Ask highlighting(Highlighting value) {
      return new Ask(query, limit, cursor, mode, filter, facets, diversity, value, explaining);
    }

    Ask explaining(Explaining value) {
      return new Ask(query, limit, cursor, mode, filter, facets, diversity, highlighting, value);
    }

    SearchRequest build() {
      return new SearchRequest(
          query,
          limit,
          cursor,
          mode,
          filter,
          List.of(),
          null,
          facets,
          diversity,
          highlighting,
          explaining);
    }
  }
}
