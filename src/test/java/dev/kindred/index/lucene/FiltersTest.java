package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.json.Faults;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Filters and facets against [FilterOracle], over several segments with deletions and changes.
@Seeded
final class FiltersTest {
  private static final int SIZE = 1_500;
  private static final List<FilterField> FIELDS = fields();
  private static final Map<TitleKey, IndexedTitle> TITLES = new HashMap<>();
  private static TitleIndex index;

  private static List<FilterField> fields() {
    List<FilterField> fields = new ArrayList<>(FilterField.known());
    for (String name : List.of("attributes.shelf", "attributes.lent", "attributes.absent"))
      fields.add(FilterField.named(name).orElseThrow());
    return fields;
  }

  @BeforeAll
  static void build(@TempDir Path folder) {
    Random random = new Random(5);
    List<IndexedTitle> titles = RandomCatalogue.of(random, SIZE);
    index = Indexes.incremental(folder, titles, SIZE / 4);
    titles.forEach(title -> TITLES.put(title.key(), title));
    for (int key = 1; key < SIZE; key += 7) {
      if (key % 2 == 0) {
        Indexes.remove(index, key);
        TITLES.remove(new TitleKey(key));
      } else if (key % 3 == 0) {
        IndexedTitle changed =
            Indexes.indexed(
                key, RandomCatalogue.title(random, key), RandomCatalogue.profile(random));
        index.apply(List.of(new IndexChange.Upsert(changed)));
        TITLES.put(changed.key(), changed);
      }
    }
    index.refresh();
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @Test
  void everyFieldKnowsItsOwnValues(Random random) {
    try (TitleSearcher searcher = index.acquire()) {
      for (FilterField field : FIELDS) {
        check(searcher, new Filter.Exists(field));
        for (int i = 0; i < 4; i++) check(searcher, leaf(field, random));
      }
    }
  }

  @Test
  void randomTreesCountWhatTheOracleCounts(Random random) {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 120; i++) check(searcher, tree(random, 3));
    }
  }

  @Test
  void everyWayOfSearchingKeepsToTheFilter(Random random) {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 40; i++) {
        Filter filter = tree(random, 2);
        Set<TitleKey> passing = passing(filter);
        String text = RandomCatalogue.words(random, 2);
        float[] vector = Indexes.EMBEDDER.apply(text);
        assertThat(keys(searcher.browse(filter, SIZE))).as("%s", filter).isEqualTo(passing);
        for (VectorField field : VectorField.CONTENT) {
          assertThat(keys(searcher.nearest(field, vector, filter, SIZE, List.of())))
              .isEqualTo(passing);
          assertThat(keys(searcher.nearestExactly(field, vector, filter, SIZE))).isEqualTo(passing);
        }
        Set<TitleKey> worded = keys(searcher.text(text, Filter.NONE, SIZE).hits());
        worded.retainAll(passing);
        assertThat(keys(searcher.text(text, filter, SIZE).hits())).isEqualTo(worded);
      }
    }
  }

  @Test
  void whatIsAvailableIsSoInOneWindowAtOnce(Random random) {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 40; i++) {
        Filter available = available(random);
        check(searcher, available);
        assertThat(keys(searcher.browse(available, SIZE))).isEqualTo(passing(available));
      }
    }
  }

  @Test
  void theEdgesOfTheGrammar() {
    try (TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.count(Filter.NONE)).isEqualTo(TITLES.size());
      assertThat(searcher.count(new Filter.Any(List.of()))).isZero();
      assertThat(searcher.count(new Filter.Not(Filter.NONE))).isZero();
      assertThat(searcher.count(new Filter.Not(new Filter.Any(List.of()))))
          .isEqualTo(TITLES.size());
      assertThat(searcher.count(new Filter.AllOf(field("genres"), List.of())))
          .isEqualTo(TITLES.size());
      assertThat(searcher.count(new Filter.AnyOf(field("genres"), List.of()))).isZero();
      assertThat(searcher.count(new Filter.AnyOf(field("genres"), texts("drama")))).isZero();
    }
  }

  @Test
  void zeroIsZeroWhateverItsSign() {
    FilterField shelf = field("attributes.shelf");
    try (TitleSearcher searcher = index.acquire()) {
      for (double zero : new double[] {0.0, -0.0}) {
        check(searcher, new Filter.AnyOf(shelf, List.of(new Filter.Decimal(zero))));
        for (Filter.Edge edge : Filter.Edge.values()) {
          check(searcher, new Filter.Range(shelf, new Filter.Bound(zero, edge), null));
          check(searcher, new Filter.Range(shelf, null, new Filter.Bound(zero, edge)));
        }
      }
    }
  }

  @Test
  void aFilterAsLargeAsTheGrammarAllowsIsAnswered() {
    List<Filter> parts = new ArrayList<>();
    for (int i = 0; i < FilterJson.MAX_TERMS; i++) {
      FilterField field = FIELDS.get(i % FIELDS.size());
      parts.add(new Filter.Not(new Filter.Exists(field)));
      if (field.name().startsWith("attributes")) parts.add(new Filter.Exists(field));
    }
    Filter large = new Filter.Any(parts.subList(0, FilterJson.MAX_TERMS));
    try (TitleSearcher searcher = index.acquire()) {
      check(searcher, large);
      check(searcher, new Filter.Not(large));
      List<Filter> ranges = new ArrayList<>();
      for (int i = 0; i < FilterJson.MAX_TERMS; i++) {
        ranges.add(
            new Filter.Not(
                new Filter.Range(
                    field("year"),
                    new Filter.Bound(1000 + i, Filter.Edge.EXCLUSIVE),
                    new Filter.Bound(1001 + i, Filter.Edge.EXCLUSIVE))));
      }
      check(searcher, new Filter.All(ranges));
    }
  }

  @Test
  void aFilterMeansTheSameAfterItsJson(Random random) {
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 100; i++) {
        Filter filter = tree(random, 2);
        Faults faults = new Faults();
        Filter read = FilterJson.read(FilterJson.write(filter), "", faults);
        if (!faults.isEmpty()) continue; // empty lists are not in the JSON grammar
        assertThat(searcher.count(read)).as("%s", filter).isEqualTo(searcher.count(filter));
      }
    }
  }

  @Test
  void facetsCountWhatTheOracleCounts(Random random) {
    List<FilterField> countable = FIELDS.stream().filter(FilterField::countable).toList();
    try (TitleSearcher searcher = index.acquire()) {
      for (int i = 0; i < 12; i++) {
        Filter filter = i % 3 == 0 ? Filter.NONE : tree(random, 1);
        String text = i % 2 == 0 ? "" : RandomCatalogue.words(random, 2);
        Set<TitleKey> candidates = new HashSet<>();
        if (i % 4 > 1) {
          float[] vector = Indexes.EMBEDDER.apply("river ghost");
          candidates = keys(searcher.nearest(VectorField.STORY, vector, filter, 50, List.of()));
          candidates.add(new TitleKey(SIZE + 1)); // unknown: counted nowhere
        }
        Set<TitleKey> expected =
            text.isEmpty()
                ? candidates.isEmpty() ? passing(filter) : new HashSet<>(candidates)
                : keys(searcher.text(text, filter, SIZE).hits());
        expected.addAll(candidates);
        expected.remove(new TitleKey(SIZE + 1));
        FacetCounts counts = searcher.facets(countable, text, filter, candidates, 10_000);
        assertThat(counts.titles()).isEqualTo(expected.size());
        assertThat(counts.fields().keySet()).containsExactlyElementsOf(countable);
        for (FilterField field : countable) {
          List<FacetCounts.Value> all = values(counts, field);
          assertThat(asMap(all)).as("%s", field).isEqualTo(counted(field, expected));
          assertThat(all)
              .isSortedAccordingTo(Comparator.comparingLong(FacetCounts.Value::count).reversed());
          assertThat(values(searcher.facets(List.of(field), text, filter, candidates, 3), field))
              .isEqualTo(all.subList(0, Math.min(3, all.size())));
        }
      }
    }
  }

  @Test
  void facetValuesOfEqualCountAreInOrderNumbersFirst(@TempDir Path folder) {
    List<IndexedTitle> titles = new ArrayList<>();
    FilterField shelf = field("attributes.shelf");
    List<Object> shelves = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Object value = i % 2 == 0 ? (Object) (long) (i * 7 % 61) : Integer.toString(i * 11 % 61);
      shelves.add(value);
      titles.add(
          Indexes.indexed(
              i + 1,
              Titles.aTitle()
                  .withId("t" + i)
                  .having(
                      "shelf",
                      value instanceof Long number
                          ? new AttributeValue.Decimal(number)
                          : new AttributeValue.Text(value.toString()))
                  .build(),
              Titles.aProfile().build()));
    }
    shelves.sort(
        Comparator.comparing((Object v) -> v instanceof String)
            .thenComparing(v -> v instanceof Long n ? n : 0L)
            .thenComparing(Object::toString));
    try (TitleIndex mixed = Indexes.bulkLoaded(folder, titles);
        TitleSearcher searcher = mixed.acquire()) {
      assertThat(values(searcher.facets(List.of(shelf), "", Filter.NONE, List.of(), 100), shelf))
          .extracting(FacetCounts.Value::value)
          .isEqualTo(shelves);
    }
  }

  private static Map<Object, Long> asMap(List<FacetCounts.Value> values) {
    return values.stream()
        .collect(Collectors.toMap(FacetCounts.Value::value, FacetCounts.Value::count));
  }

  private static List<FacetCounts.Value> values(FacetCounts counts, FilterField field) {
    List<FacetCounts.Value> values = counts.fields().get(field);
    if (values == null) throw new AssertionError("no counts of " + field);
    return values;
  }

  /// Numbers as `Long` when whole, flags as text, as [FacetCounts] promises.
  private static Map<Object, Long> counted(FilterField field, Set<TitleKey> keys) {
    Map<Object, Long> counts = new HashMap<>();
    for (TitleKey key : keys) {
      IndexedTitle title = title(key);
      for (Object value : FilterOracle.values(field, title.title(), title.profile())) {
        Object shown =
            switch (value) {
              case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> (Object) d.longValue();
              case Boolean flag -> flag.toString();
              default -> value;
            };
        counts.merge(shown, 1L, Long::sum);
      }
    }
    return counts;
  }

  /// Before what passes is counted, and known from then on, and after.
  private static void check(TitleSearcher searcher, Filter filter) {
    Set<TitleKey> passing = passing(filter);
    assertThat(searcher.anyPasses(filter)).as("%s", filter).isEqualTo(!passing.isEmpty());
    assertThat(searcher.passing(filter, TITLES.keySet())).as("%s", filter).isEqualTo(passing);
    assertThat(searcher.count(filter)).as("%s", filter).isEqualTo(passing.size());
    assertThat(searcher.anyPasses(filter)).as("%s", filter).isEqualTo(!passing.isEmpty());
    assertThat(searcher.passing(filter, TITLES.keySet())).as("%s", filter).isEqualTo(passing);
  }

  private static Set<TitleKey> passing(Filter filter) {
    return TITLES.values().stream()
        .filter(title -> FilterOracle.passes(filter, title.title(), title.profile()))
        .map(IndexedTitle::key)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Filter tree(Random random, int depth) {
    if (random.nextInt(12) == 0) return available(random);
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf(FIELDS.get(random.nextInt(FIELDS.size())), random);
    }
    List<Filter> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) parts.add(tree(random, depth - 1));
    return switch (random.nextInt(4)) {
      case 0 -> new Filter.All(parts);
      case 1 -> new Filter.Any(parts);
      case 2 -> Filter.and(parts.getFirst(), parts.getLast());
      default -> new Filter.Not(parts.getFirst());
    };
  }

  private static Filter available(Random random) {
    List<String> regions = RandomCatalogue.REGIONS;
    String region = random.nextInt(4) == 0 ? null : regions.get(random.nextInt(regions.size()));
    return new Filter.Available(region, RandomCatalogue.hour(random));
  }

  private static Filter leaf(FilterField field, Random random) {
    List<Filter.Value> values = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      IndexedTitle title = TITLES.get(new TitleKey(1 + random.nextInt(SIZE)));
      if (title == null) continue;
      FilterOracle.asked(field, title.title(), title.profile())
          .forEach(value -> {
            values.add(value);
            if (value instanceof Filter.Decimal(double number)) numbers.add(number);
          });
    }
    if (values.isEmpty()) return new Filter.Exists(field);
    if (!numbers.isEmpty() && random.nextBoolean()) {
      Filter.@Nullable Bound lower = bound(numbers, random);
      Filter.@Nullable Bound upper = bound(numbers, random);
      if (lower != null || upper != null) return new Filter.Range(field, lower, upper);
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Filter.AllOf(field, values);
      case 1 -> new Filter.Exists(field);
      default -> new Filter.AnyOf(field, values);
    };
  }

  private static Filter.@Nullable Bound bound(List<Double> numbers, Random random) {
    if (random.nextInt(3) == 0) return null;
    double number = numbers.get(random.nextInt(numbers.size()));
    return new Filter.Bound(
        number, random.nextBoolean() ? Filter.Edge.INCLUSIVE : Filter.Edge.EXCLUSIVE);
  }

  private static List<Filter.Value> texts(String text) {
    return List.of(new Filter.Text(text));
  }

  private static FilterField field(String name) {
    return FilterField.named(name).orElseThrow();
  }

  private static IndexedTitle title(TitleKey key) {
    IndexedTitle title = TITLES.get(key);
    if (title == null) throw new AssertionError("found a title that is gone: " + key);
    return title;
  }

  private static Set<TitleKey> keys(List<Hit> hits) {
    return hits.stream().map(Hit::key).collect(Collectors.toCollection(HashSet::new));
  }
}
