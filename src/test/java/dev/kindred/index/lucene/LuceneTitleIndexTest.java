package dev.kindred.index.lucene;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneTitleIndexTest {
  private static final Title ALIEN = aTitle().named("Alien").from(1979).build();
  private static final Title HEAT = aTitle().named("Heat").from(1995).build();

  @TempDir Path folder;

  @Test
  void whatIsAppliedIsVisibleAfterARefresh() {
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN))) {
      index.apply(List.of(new IndexChange.Upsert(indexed(2, HEAT))));
      assertThat(index.size()).isEqualTo(1);
      index.refresh();
      assertThat(index.size()).isEqualTo(2);
      try (TitleSearcher searcher = index.acquire()) {
        assertThat(searcher.key(HEAT.id())).contains(new TitleKey(2));
      }
    }
  }

  @Test
  void anUpsertReplacesTheTitleOfThatKey() {
    Title renamed = aTitle().withId("alien").named("Alien Resurrection").build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN, HEAT))) {
      Indexes.upsert(index, List.of(indexed(1, renamed)));
      try (TitleSearcher searcher = index.acquire()) {
        assertThat(index.size()).isEqualTo(2);
        assertThat(title(searcher, 1)).isEqualTo(renamed);
        assertThat(ids(searcher.text("resurrection", Filter.NONE, 10).hits()))
            .containsExactly("alien");
        assertThat(searcher.count(year(1979))).isZero();
      }
    }
  }

  @Test
  void anUpsertMayChangeTheId() {
    Title moved = aTitle().withId("tt0078748").named("Alien").build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN))) {
      Indexes.upsert(index, List.of(indexed(1, moved)));
      try (TitleSearcher searcher = index.acquire()) {
        assertThat(searcher.key(ALIEN.id())).isEmpty();
        assertThat(searcher.key(moved.id())).contains(new TitleKey(1));
      }
    }
  }

  @Test
  void changesOfOneBatchAreAppliedInTheirOrder() {
    try (TitleIndex index = Indexes.bulkLoaded(folder, List.of())) {
      index.apply(
          List.of(
              new IndexChange.Upsert(indexed(1, ALIEN)),
              new IndexChange.Remove(new TitleKey(1)),
              new IndexChange.Upsert(indexed(2, ALIEN)),
              new IndexChange.Upsert(indexed(2, HEAT))));
      index.refresh();
      try (TitleSearcher searcher = index.acquire()) {
        assertThat(ids(searcher.browse(Filter.NONE, 10))).containsExactly("heat");
      }
    }
  }

  @Test
  void aRemovedTitleIsNowhere() {
    Title ripley =
        aTitle()
            .named("Ripley")
            .inGenres("Thriller")
            .starring("Andrew Scott")
            .about("A grifter")
            .build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN, ripley))) {
      Indexes.remove(index, 2);
      try (TitleSearcher searcher = index.acquire()) {
        TitleKey key = new TitleKey(2);
        float[] near = Indexes.EMBEDDER.apply("Ripley A grifter");
        assertThat(searcher.key(ripley.id())).isEmpty();
        assertThat(searcher.documents(List.of(key))).isEmpty();
        assertThat(searcher.vectors(VectorField.STORY, List.of(key))).isEmpty();
        assertThat(searcher.text("grifter", Filter.NONE, 10).hits()).isEmpty();
        assertThat(ids(searcher.browse(Filter.NONE, 10))).containsExactly("alien");
        assertThat(ids(searcher.nearest(VectorField.STORY, near, Filter.NONE, 10, List.of())))
            .containsExactly("alien");
        assertThat(ids(searcher.nearestExactly(VectorField.STORY, near, Filter.NONE, 10)))
            .containsExactly("alien");
        assertThat(searcher.suggest("ripl", 10)).isEmpty();
        assertThat(searcher.suggest("andrew", 10)).isEmpty();
        assertThat(searcher.facets(List.of(field("genres")), "", Filter.NONE, List.of(key), 10))
            .satisfies(facets -> assertThat(facets.fields().get(field("genres"))).isEmpty());
      }
    }
  }

  @Test
  void removingWhatIsNotThereDoesNothing() {
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN))) {
      Indexes.remove(index, 99);
      assertThat(index.size()).isEqualTo(1);
    }
  }

  @Test
  void aSnapshotNeverChanges() {
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN));
        TitleSearcher before = index.acquire()) {
      Indexes.upsert(index, List.of(indexed(2, HEAT)));
      Indexes.remove(index, 1);
      assertThat(ids(before.browse(Filter.NONE, 10))).containsExactly("alien");
      assertThat(title(before, 1)).isEqualTo(ALIEN);
      assertThat(before.suggest("al", 10)).extracting(s -> s.text()).containsExactly("Alien");
      assertThat(before.key(HEAT.id())).isEmpty();
      try (TitleSearcher after = index.acquire()) {
        assertThat(ids(after.browse(Filter.NONE, 10))).containsExactly("heat");
      }
    }
  }

  @Test
  void closingASnapshotTwiceTakesNothingFromOthers() {
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN));
        TitleSearcher other = index.acquire()) {
      TitleSearcher searcher = index.acquire();
      for (int i = 0; i < 5; i++) searcher.close();
      Indexes.upsert(index, List.of(indexed(2, HEAT)));
      assertThat(title(other, 1)).isEqualTo(ALIEN);
    }
  }

  @Test
  void theCommittedSeqAndTitlesSurviveReopening() {
    LuceneIndexHome home = home();
    String id = built(home, 5);
    try (TitleIndex index = home.open(id)) {
      assertThat(index.committedSeq()).isEqualTo(5);
      index.apply(List.of(new IndexChange.Upsert(indexed(2, HEAT))));
      index.commit(8);
      assertThat(index.committedSeq()).isEqualTo(8);
      index.commit(9); // nothing but the seq
    }
    try (TitleIndex index = home.open(id)) {
      assertThat(index.committedSeq()).isEqualTo(9);
      assertThat(index.size()).isEqualTo(2);
    }
  }

  @Test
  void whatWasNotCommittedIsGoneAfterReopening() {
    LuceneIndexHome home = home();
    String id = built(home, 5);
    try (TitleIndex index = home.open(id)) {
      index.apply(List.of(new IndexChange.Remove(new TitleKey(1))));
      index.refresh();
      assertThat(index.size()).isZero();
    }
    try (TitleIndex index = home.open(id)) {
      assertThat(index.committedSeq()).isEqualTo(5);
      assertThat(index.size()).isEqualTo(1);
    }
  }

  @Test
  void isOpenedByOneAtATimeAndAgainAfterwards() {
    LuceneIndexHome home = home();
    String id = built(home, 1);
    try (TitleIndex index = home.open(id)) {
      assertThatThrownBy(() -> home.open(id)).isInstanceOf(UncheckedIOException.class);
      assertThat(index.size()).isEqualTo(1);
    }
    home.open(id).close();
  }

  @Test
  @Seeded
  void anyValidTitleAndProfileComesBackAsItWas(Random random) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= 200; key++)
      titles.add(Indexes.indexed(key, Titles.random(random), Titles.randomProfile(random)));
    try (TitleIndex index = Indexes.bulkLoaded(folder, titles);
        TitleSearcher searcher = index.acquire()) {
      for (IndexedTitle one : titles) {
        assertThat(searcher.documents(List.of(one.key())))
            .isEqualTo(Map.of(one.key(), new TitleDocument(one.key(), one.title(), one.profile())));
        assertThat(searcher.key(one.title().id())).contains(one.key());
        for (VectorField field : VectorField.CONTENT) {
          assertThat(searcher.vectors(field, List.of(one.key())))
              .containsOnlyKeys(one.key())
              .hasEntrySatisfying(
                  one.key(), v -> assertThat(v).isEqualTo(one.vectors().get(field)));
        }
      }
    }
  }

  @Test
  void aTitleThatTheRulesRefuseCostsOnlyItself() {
    Title itself =
        Title.builder(new TitleId("x"), Title.Kind.EPISODE, "Alien")
            .parentId(new TitleId("x"))
            .build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(ALIEN, itself));
        TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.documents(List.of(new TitleKey(2), new TitleKey(1))))
          .containsOnlyKeys(new TitleKey(1));
    }
  }

  @Test
  void titlesWithoutAVectorHaveNone() {
    IndexedTitle bare =
        new IndexedTitle(new TitleKey(1), ALIEN, Titles.aProfile().build(), Map.of(), 1);
    try (TitleIndex index = Indexes.bulkLoaded(folder, List.of(bare, indexed(2, HEAT)));
        TitleSearcher searcher = index.acquire()) {
      assertThat(
              searcher.vectors(
                  VectorField.FEEL, List.of(new TitleKey(1), new TitleKey(2), new TitleKey(3))))
          .containsOnlyKeys(new TitleKey(2));
    }
  }

  @Test
  void holdsFiveHundredLongAliases() {
    Title many =
        Title.builder(new TitleId("many"), Title.Kind.MOVIE, "Many")
            .aliases(
                IntStream.range(0, 500)
                    .mapToObj(i -> new Title.Alias((i + " long ").repeat(120), null))
                    .toList())
            .build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(many));
        TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.suggest("499 long", 5)).extracting(s -> s.text()).containsExactly("Many");
    }
  }

  @Test
  @Seeded
  void bulkLoadedAndIncrementalIndexesAnswerAlike(Random random) {
    List<IndexedTitle> titles = RandomCatalogue.of(random, 400);
    try (TitleIndex bulk = Indexes.bulkLoaded(folder.resolve("bulk"), titles);
        TitleIndex grown = Indexes.incremental(folder.resolve("grown"), titles, 90);
        TitleSearcher a = bulk.acquire();
        TitleSearcher b = grown.acquire()) {
      for (String text : List.of("the river", "ghost train of winter", "Ana", "warm robot")) {
        assertAlike(b.text(text, Filter.NONE, 400).hits(), a.text(text, Filter.NONE, 400).hits());
        assertThat(b.text(text, Filter.NONE, 400).total())
            .isEqualTo(a.text(text, Filter.NONE, 400).total());
        float[] vector = Indexes.EMBEDDER.apply(text);
        assertAlike(
            b.nearest(VectorField.STORY, vector, Filter.NONE, 400, List.of()),
            a.nearest(VectorField.STORY, vector, Filter.NONE, 400, List.of()));
      }
      assertThat(b.browse(Filter.NONE, 400)).isEqualTo(a.browse(Filter.NONE, 400));
    }
  }

  @Test
  void browsingIsByVotesThenPopularityThenId() {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().withId("c").popular(3).build(),
            aTitle().withId("b").rated(9, 40).popular(1).build(),
            aTitle().withId("a").popular(3).build(),
            aTitle().withId("e").build(),
            aTitle().withId("\uFFFD").popular(2).build(),
            aTitle().withId("🎬").popular(2).build(), // before U+FFFD in UTF-16, after it in UTF-8
            aTitle().withId("d").rated(9, 0).popular(5).build());
    try (TitleIndex index = Indexes.incremental(folder, titles, 3);
        TitleSearcher searcher = index.acquire()) {
      List<Hit> hits = searcher.browse(Filter.NONE, 10);
      assertThat(ids(hits)).containsExactly("b", "d", "a", "c", "🎬", "\uFFFD", "e");
      assertThat(hits).extracting(Hit::score).containsExactly(40.0, 5.0, 3.0, 3.0, 2.0, 2.0, 0.0);
      assertThat(searcher.browse(Filter.NONE, 3)).isEqualTo(hits.subList(0, 3));
      Set<TitleKey> first = Set.of(hits.get(0).key(), hits.get(2).key());
      assertThat(ids(searcher.browse(new Eligible(Filter.NONE, first), 2)))
          .containsExactly("d", "c");
    }
  }

  @Test
  @Seeded
  void browsingAgreesWithSortingEverything(Random random) {
    List<IndexedTitle> titles = RandomCatalogue.of(random, 3_000);
    try (TitleIndex index = Indexes.bulkLoaded(folder, titles)) {
      Indexes.remove(index, 1, 2, 3);
      List<String> expected =
          titles.subList(3, titles.size()).stream()
              .map(IndexedTitle::title)
              .sorted(
                  Comparator.comparingDouble(LuceneTitleIndexTest::votes)
                      .reversed()
                      .thenComparing(Title::id))
              .map(title -> title.id().value())
              .toList();
      try (TitleSearcher searcher = index.acquire()) {
        for (int depth : List.of(1, 20, 500, 5_000)) {
          assertThat(ids(searcher.browse(Filter.NONE, depth)))
              .isEqualTo(expected.subList(0, Math.min(depth, expected.size())));
        }
      }
    }
  }

  @Test
  void namesAnotherRegionOfALanguageByItsLanguage() {
    assertThat(new Analyzers("de-AT").tokens(Schema.TEXT, "Häuser"))
        .isEqualTo(new Analyzers("de").tokens(Schema.TEXT, "Häuser"))
        .isNotEqualTo(new Analyzers("en").tokens(Schema.TEXT, "Häuser"));
    assertThatThrownBy(() -> IndexOptions.DEFAULT.withLanguage("no such tag"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such tag");
    assertThat(Analyzers.languages()).containsAll(Set.of("en", "de", "ja", "nb"));
  }

  private static double votes(Title title) {
    if (title.rating() != null && title.rating().count() > 0) return title.rating().count();
    return title.popularity() == null ? 0 : title.popularity();
  }

  /// The same titles with the same scores, but for the last bits of a float.
  private static void assertAlike(List<Hit> hits, List<Hit> others) {
    Map<TitleKey, Double> scores = new HashMap<>();
    others.forEach(hit -> scores.put(hit.key(), hit.score()));
    assertThat(hits).hasSameSizeAs(others).isSortedAccordingTo(Hit.ORDER);
    for (Hit hit : hits)
      assertThat(hit.score()).isCloseTo(scores.getOrDefault(hit.key(), -9.0), within(1e-4));
  }

  private static Filter year(int year) {
    return new Filter.AnyOf(field("year"), List.of(new Filter.Decimal(year)));
  }

  private static FilterField field(String name) {
    return FilterField.named(name).orElseThrow();
  }

  private static Title title(TitleSearcher searcher, int key) {
    TitleDocument document = searcher.documents(List.of(new TitleKey(key))).get(new TitleKey(key));
    if (document == null) throw new AssertionError("no title " + key);
    return document.title();
  }

  private static IndexedTitle indexed(int key, Title title) {
    return Indexes.indexed(key, title, Titles.aProfile().build());
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.id().value()).toList();
  }

  private LuceneIndexHome home() {
    return new LuceneIndexHome(folder, IndexOptions.DEFAULT, Clock.systemUTC());
  }

  private static String built(LuceneIndexHome home, long seq) {
    try (BulkLoad load = home.build(HashingEmbedder.MODEL, Indexes.DIMENSIONS, "en")) {
      load.add(indexed(1, ALIEN));
      load.finish(seq);
      return load.generation().id();
    }
  }
}
