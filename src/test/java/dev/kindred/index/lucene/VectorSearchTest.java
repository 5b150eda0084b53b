package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexOptions.VectorFormat;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Titles;
import dev.kindred.testing.UnitVectors;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Graph walks against the plain sum of products, on clustered vectors.
final class VectorSearchTest {
  private static final int DIMENSIONS = 32;

  /// Half of them are more than are searched exactly, so that a filter is met by the graph too.
  private static final int SIZE = 2 * VectorSearch.EXACT_BELOW + 1_000;

  private static final int DEPTH = 100;
  private static final int QUERIES = 25;
  private static final int MINUTES = 200;
  private static final int FEELING = 7;

  private static final UnitVectors VECTORS = new UnitVectors(new Random(7), 150, DIMENSIONS, 0.7);
  private static final Map<TitleKey, float[]> STORIES = new HashMap<>();
  private static TitleIndex index;

  @BeforeAll
  static void build(@TempDir Path folder) {
    List<IndexedTitle> titles = titles(SIZE);
    titles.forEach(title -> STORIES.put(title.key(), story(title)));
    IndexOptions options = IndexOptions.DEFAULT.withGraphAbove(1_000);
    index = Indexes.bulkLoaded(folder, options, DIMENSIONS, titles);
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @Test
  void findsTheNearestWithoutAFilter() {
    assertThat(recall(Filter.NONE, key -> true, List.of())).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void findsTheNearestUnderAFilterThatKeepsHalf() {
    assertThat(recall(shorterThan(100), key -> key % MINUTES < 100, List.of()))
        .isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void isExactUnderTightFilters() {
    assertThat(recall(shorterThan(10), key -> key % MINUTES < 10, List.of())).isEqualTo(1);
    assertThat(recall(shorterThan(1), key -> key % MINUTES < 1, List.of())).isEqualTo(1);
  }

  @Test
  void seedsDoNotHarm() {
    List<TitleKey> seeds = List.of(new TitleKey(1), new TitleKey(500), new TitleKey(SIZE + 1));
    assertThat(recall(Filter.NONE, key -> true, seeds)).isGreaterThanOrEqualTo(0.97);
    assertThat(recall(shorterThan(100), key -> key % MINUTES < 100, seeds))
        .isGreaterThanOrEqualTo(0.96);
  }

  @Test
  void aTitleUsedAsItsOwnSeedIsItsNearest() {
    try (TitleSearcher searcher = index.acquire()) {
      for (int key = 1; key < SIZE; key += 1_000) {
        TitleKey self = new TitleKey(key);
        List<Hit> hits =
            searcher.nearest(VectorField.STORY, vector(self), Filter.NONE, DEPTH, List.of(self));
        assertThat(hits.getFirst().score()).isCloseTo(1, within(1e-6));
        assertThat(hits).hasSize(DEPTH).extracting(Hit::key).contains(self);
      }
    }
  }

  @Test
  void scoresAreCosinesInOrder() {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 5; i++) {
        float[] query = VECTORS.next();
        for (Filter filter : List.of(Filter.NONE, shorterThan(100), shorterThan(1))) {
          List<Hit> hits = searcher.nearest(VectorField.STORY, query, filter, DEPTH, List.of());
          assertThat(hits).hasSize(DEPTH).isSortedAccordingTo(Hit.ORDER);
          for (Hit hit : hits)
            assertThat(hit.score()).isCloseTo(dot(query, vector(hit.key())), within(2e-5));
        }
      }
    }
  }

  @Test
  void theExactSearchAgreesWithSortingEverything() {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 5; i++) {
        float[] query = VECTORS.next();
        for (int minutes : List.of(1, 100)) {
          Predicate<Integer> kept = key -> key % MINUTES < minutes;
          assertThat(
                  keys(searcher.nearestExactly(VectorField.STORY, query, shorterThan(minutes), 50)))
              .isEqualTo(nearest(query, kept, 50));
        }
      }
    }
  }

  @Test
  void aFilterThatKeepsNothingFindsNothing() {
    try (TitleSearcher searcher = index.acquire()) {
      Filter nothing = new Filter.Any(List.of());
      assertThat(searcher.nearest(VectorField.STORY, VECTORS.next(), nothing, DEPTH, List.of()))
          .isEmpty();
    }
  }

  @Test
  void whatIsLeftOutMakesRoomForTheNext() {
    try (TitleSearcher searcher = index.acquire()) {
      // all, half: a walk; a hundredth: exact. Few left out, and more than are wanted.
      for (Filter filter : List.of(Filter.NONE, shorterThan(100), shorterThan(4))) {
        for (int left : List.of(10, DEPTH + 20)) {
          float[] query = VECTORS.next();
          List<TitleKey> exact =
              keys(searcher.nearestExactly(VectorField.STORY, query, filter, left + DEPTH));
          Set<TitleKey> without = Set.copyOf(exact.subList(0, left));
          List<Hit> hits =
              searcher.nearest(
                  VectorField.STORY, query, new Eligible(filter, without), DEPTH, List.of());
          assertThat(hits).hasSize(DEPTH).noneMatch(hit -> without.contains(hit.key()));
          assertThat(share(keys(hits), exact.subList(left, left + DEPTH)))
              .as("%s without %d", filter, left)
              .isGreaterThanOrEqualTo(0.9);
        }
      }
    }
  }

  @Test
  void refusesAQueryOfAnotherDimension() {
    try (TitleSearcher searcher = index.acquire()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              searcher.nearest(VectorField.STORY, new float[] {1, 0}, Filter.NONE, 10, List.of()))
          .withMessageContaining("32")
          .withMessageContaining("2");
    }
  }

  @Test
  void titlesWithoutTheVectorAreNeverFound() {
    try (TitleSearcher searcher = index.acquire()) {
      Filter half = shorterThan(100);
      for (Filter filter : List.of(Filter.NONE, half, shorterThan(1))) {
        assertThat(searcher.nearest(VectorField.FEEL, VECTORS.next(), filter, DEPTH, List.of()))
            .allSatisfy(hit -> assertThat(hit.key().value() % FEELING).isZero())
            .isNotEmpty();
      }
    }
  }

  @Test
  void deletedTitlesAreNeverFoundAndAreReplaced(@TempDir Path folder) {
    try (TitleIndex changing =
        Indexes.bulkLoaded(
            folder, IndexOptions.DEFAULT.withGraphAbove(1_000), DIMENSIONS, titles(4_000))) {
      float[] query = VECTORS.next();
      Set<TitleKey> gone = new HashSet<>();
      for (int round = 0; round < 3; round++) {
        try (TitleSearcher searcher = changing.acquire()) {
          for (List<Hit> hits :
              List.of(
                  searcher.nearest(VectorField.STORY, query, Filter.NONE, DEPTH, List.of()),
                  searcher.nearestExactly(VectorField.STORY, query, Filter.NONE, DEPTH),
                  searcher.nearest(VectorField.STORY, query, shorterThan(150), DEPTH, List.of()))) {
            assertThat(hits).hasSize(DEPTH).noneMatch(hit -> gone.contains(hit.key()));
          }
          gone.addAll(keys(searcher.nearestExactly(VectorField.STORY, query, Filter.NONE, DEPTH)));
        }
        Indexes.remove(changing, gone.stream().mapToInt(TitleKey::value).toArray());
      }
    }
  }

  @Test
  void aScanBySketchFindsTheNearestThatAreLeftAndPass(@TempDir Path folder) {
    int size = VectorSketches.ABOVE + 3_000;
    try (TitleIndex scanned =
        Indexes.bulkLoaded(folder, IndexOptions.DEFAULT, DIMENSIONS, titles(size))) {
      Indexes.remove(scanned, IntStream.rangeClosed(1, 100).toArray());
      double found = 0;
      try (TitleSearcher searcher = scanned.acquire()) {
        for (int i = 0; i < QUERIES; i++) {
          float[] query = VECTORS.next();
          for (Filter filter : List.of(Filter.NONE, shorterThan(180))) {
            List<Hit> hits = searcher.nearest(VectorField.STORY, query, filter, DEPTH, List.of());
            assertThat(hits).hasSize(DEPTH).isSortedAccordingTo(Hit.ORDER);
            assertThat(hits).noneMatch(hit -> hit.key().value() <= 100);
            if (!filter.equals(Filter.NONE))
              assertThat(hits).allMatch(hit -> hit.key().value() % MINUTES < 180);
            List<Hit> exact = searcher.nearestExactly(VectorField.STORY, query, filter, DEPTH);
            found += share(keys(hits), keys(exact)) / 2;
            List<TitleKey> all =
                keys(searcher.nearestExactly(VectorField.STORY, query, filter, 2 * DEPTH));
            Set<TitleKey> first = Set.copyOf(all.subList(0, DEPTH));
            List<TitleKey> next =
                keys(
                    searcher.nearest(
                        VectorField.STORY, query, new Eligible(filter, first), DEPTH, List.of()));
            assertThat(next).hasSize(DEPTH).doesNotContainAnyElementsOf(first);
            assertThat(share(next, all.subList(DEPTH, 2 * DEPTH))).isGreaterThanOrEqualTo(0.9);
          }
        }
      }
      assertThat(found / QUERIES).isGreaterThanOrEqualTo(0.98);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatGivesTrueCosines(VectorFormat format, @TempDir Path folder) {
    IndexOptions options = IndexOptions.DEFAULT.withGraphAbove(1_000).withVectorFormat(format);
    List<IndexedTitle> titles = titles(2_000);
    Map<TitleKey, float[]> stories = new HashMap<>();
    titles.forEach(title -> stories.put(title.key(), story(title)));
    String id;
    try (TitleIndex built = Indexes.bulkLoaded(folder, options, DIMENSIONS, titles)) {
      id = built.generation().id();
      assertTrueCosines(built, stories);
    }
    // the format of the segments decides, not the one of the options they are opened with
    VectorFormat other = format == VectorFormat.FLOAT32 ? VectorFormat.INT4 : VectorFormat.FLOAT32;
    LuceneIndexHome home =
        new LuceneIndexHome(
            folder,
            IndexOptions.DEFAULT.withGraphAbove(1_000).withVectorFormat(other),
            Clock.systemUTC());
    try (TitleIndex reopened = home.open(id)) {
      assertTrueCosines(reopened, stories);
    }
  }

  private static void assertTrueCosines(TitleIndex built, Map<TitleKey, float[]> stories) {
    try (TitleSearcher searcher = built.acquire()) {
      double found = 0;
      for (int i = 0; i < 10; i++) {
        float[] query = VECTORS.next();
        List<Hit> hits = searcher.nearest(VectorField.STORY, query, Filter.NONE, DEPTH, List.of());
        assertThat(hits).hasSize(DEPTH).isSortedAccordingTo(Hit.ORDER);
        List<Hit> exact = searcher.nearestExactly(VectorField.STORY, query, Filter.NONE, DEPTH);
        for (List<Hit> list : List.of(hits, exact)) {
          for (Hit hit : list) {
            float[] vector = stories.get(hit.key());
            if (vector == null) throw new AssertionError("no vector of " + hit.key());
            assertThat(hit.score()).isCloseTo(dot(query, vector), within(2e-5));
          }
        }
        found += share(keys(hits), keys(exact));
      }
      assertThat(found / 10).isGreaterThanOrEqualTo(0.8);
    }
  }

  /// Mean share of the true nearest that are found.
  private static double recall(Filter filter, Predicate<Integer> kept, Collection<TitleKey> seeds) {
    double found = 0;
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < QUERIES; i++) {
        float[] query = VECTORS.next();
        List<Hit> hits = searcher.nearest(VectorField.STORY, query, filter, DEPTH, seeds);
        assertThat(hits).allSatisfy(hit -> assertThat(kept.test(hit.key().value())).isTrue());
        found +=
            share(
                keys(hits), keys(searcher.nearestExactly(VectorField.STORY, query, filter, DEPTH)));
      }
    }
    return found / QUERIES;
  }

  private static double share(List<TitleKey> found, List<TitleKey> truth) {
    Set<TitleKey> both = new HashSet<>(found);
    both.retainAll(truth);
    return (double) both.size() / truth.size();
  }

  private static List<TitleKey> nearest(float[] query, Predicate<Integer> kept, int depth) {
    record Place(TitleKey key, double score) {}
    return STORIES.entrySet().stream()
        .filter(entry -> kept.test(entry.getKey().value()))
        .map(entry ->
            new Place(
                entry.getKey(),
                Math.rint(dot(query, entry.getValue()) * VectorSearch.COSINE_STEPS)))
        .sorted(
            Comparator.comparingDouble(Place::score)
                .reversed()
                .thenComparing(place -> "t" + place.key().value()))
        .limit(depth)
        .map(Place::key)
        .toList();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }

  private static float[] vector(TitleKey key) {
    float[] vector = STORIES.get(key);
    if (vector == null) throw new AssertionError("no vector of " + key);
    return vector;
  }

  private static float[] story(IndexedTitle title) {
    float[] story = title.vectors().get(VectorField.STORY);
    if (story == null) throw new AssertionError("no story of " + title.key());
    return story;
  }

  private static List<TitleKey> keys(List<Hit> hits) {
    return hits.stream().map(Hit::key).toList();
  }

  private static Filter shorterThan(int minutes) {
    return new Filter.Range(
        FilterField.named("runtimeMinutes").orElseThrow(),
        null,
        new Filter.Bound(minutes, Filter.Edge.EXCLUSIVE));
  }

  /// Runtime is the key modulo [#MINUTES]; one in [#FEELING] has a feel vector.
  private static List<IndexedTitle> titles(int count) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= count; key++) {
      Title title =
          Title.builder(new TitleId("t" + key), Title.Kind.MOVIE, "Title " + key)
              .runtimeMinutes(key % MINUTES)
              .build();
      Map<VectorField, float[]> vectors =
          key % FEELING == 0
              ? Map.of(VectorField.STORY, VECTORS.next(), VectorField.FEEL, VECTORS.next())
              : Map.of(VectorField.STORY, VECTORS.next());
      titles.add(
          new IndexedTitle(new TitleKey(key), title, Titles.aProfile().build(), vectors, key));
    }
    return titles;
  }
}
