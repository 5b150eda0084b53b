package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Generation;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexOptions.VectorFormat;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Titles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An index with other taste vectors: everything else is as it was.
final class TasteCopyTest {
  private static final TasteModel FIRST = new TasteModel("000001", 8);
  private static final TasteModel SECOND = new TasteModel("000002", 12);
  private static final int SIZE = 1_500;

  @TempDir private Path folder;

  @Test
  void takesEverythingOverAndGivesEveryTitleItsVector() {
    LuceneIndexHome home = home(IndexOptions.DEFAULT);
    try (TitleIndex from = index(home)) {
      Indexes.remove(from, 3, 700);
      Generation copy = home.withTaste(from, FIRST, (key, _) -> Optional.of(taste(key, FIRST)));
      assertThat(copy.taste()).isEqualTo(FIRST);
      assertThat(copy.embeddingModel()).isEqualTo(from.generation().embeddingModel());
      try (TitleIndex to = home.open(copy.id());
          TitleSearcher before = from.acquire();
          TitleSearcher after = to.acquire()) {
        to.verify();
        assertThat(to.size()).isEqualTo(SIZE - 2);
        assertThat(to.committedSeq()).isEqualTo(from.committedSeq());
        List<TitleKey> all = keys();
        assertThat(after.documents(all)).isEqualTo(before.documents(all));
        for (VectorField field : VectorField.CONTENT)
          assertSame(after.vectors(field, all), before.vectors(field, all));
        // Scores differ: BM25 still counts titles that were removed, until they are merged away.
        assertThat(after.text("ghost house", Filter.NONE, 50).hits())
            .extracting(Hit::key)
            .containsExactlyElementsOf(
                before.text("ghost house", Filter.NONE, 50).hits().stream().map(Hit::key).toList());
        assertThat(after.browse(HORROR, 100)).isEqualTo(before.browse(HORROR, 100));
        assertThat(after.vectors(VectorField.TASTE, all)).hasSize(SIZE - 2);
        for (int key : List.of(1, 2, 4, 1_499))
          assertThat(after.vectors(VectorField.TASTE, List.of(new TitleKey(key))))
              .hasEntrySatisfying(
                  new TitleKey(key), v -> assertThat(v).isEqualTo(taste(new TitleKey(key), FIRST)));
      }
    }
  }

  @Test
  void anotherModelTakesThePlaceOfTheFirst() {
    LuceneIndexHome home = home(IndexOptions.DEFAULT);
    try (TitleIndex from = index(home)) {
      Generation first = home.withTaste(from, FIRST, (key, _) -> Optional.of(taste(key, FIRST)));
      home.activate(first.id());
      try (TitleIndex middle = home.open(first.id())) {
        // Odd keys are not known to the second model.
        Generation second =
            home.withTaste(
                middle,
                SECOND,
                (key, _) ->
                    key.value() % 2 == 1 ? Optional.empty() : Optional.of(taste(key, SECOND)));
        try (TitleIndex to = home.open(second.id());
            TitleSearcher searcher = to.acquire()) {
          assertThat(searcher.vectors(VectorField.TASTE, keys()))
              .hasSize(SIZE / 2)
              .allSatisfy((key, v) -> assertThat(v).isEqualTo(taste(key, SECOND)));
          assertThatIllegalArgumentException()
              .isThrownBy(() ->
                  searcher.nearest(VectorField.TASTE, new float[8], Filter.NONE, 5, List.of()))
              .withMessageContaining("the taste vectors of generation " + second.id())
              .withMessageContaining("have 12 dimensions, the query 8");
        }
      }
    }
  }

  /// By a scan of few, by the sketch of a large segment, and by a graph.
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "INT8"})
  void findsTheGreatestProductsThatPassTheFilter(VectorFormat format) {
    for (int graphAbove : List.of(100_000, 500)) {
      LuceneIndexHome home =
          home(IndexOptions.DEFAULT.withVectorFormat(format).withGraphAbove(graphAbove));
      try (TitleIndex from = index(home)) {
        Generation copy = home.withTaste(from, FIRST, (key, _) -> Optional.of(taste(key, FIRST)));
        try (TitleIndex to = home.open(copy.id());
            TitleSearcher searcher = to.acquire()) {
          float[] viewer = taste(new TitleKey(9_999), FIRST);
          for (Filter filter : List.of(Filter.NONE, HORROR)) {
            List<TitleKey> expected =
                keys().stream()
                    .filter(key -> filter.equals(Filter.NONE) || key.value() % 3 == 0)
                    .sorted((a, b) -> Double.compare(product(viewer, b), product(viewer, a)))
                    .limit(20)
                    .toList();
            List<Hit> hits = searcher.nearest(VectorField.TASTE, viewer, filter, 20, List.of());
            assertThat(hits.stream().map(Hit::key).filter(expected::contains).count())
                .isGreaterThanOrEqualTo(19);
            assertThat(hits).isSortedAccordingTo(Hit.ORDER);
            for (Hit hit : hits)
              assertThat(hit.score()).isCloseTo(product(viewer, hit.key()), within(2e-5));
            assertThat(searcher.nearestExactly(VectorField.TASTE, viewer, filter, 20))
                .extracting(Hit::key)
                .containsExactlyElementsOf(expected);
          }
          // Below 0 too.
          List<Hit> all = searcher.nearestExactly(VectorField.TASTE, viewer, Filter.NONE, SIZE);
          assertThat(all.getLast().score())
              .isNegative()
              .isCloseTo(product(viewer, all.getLast().key()), within(2e-5));
        }
      }
    }
  }

  @Test
  void anEstimateSeesTheTitleAndItsContentVectors() {
    LuceneIndexHome home = home(IndexOptions.DEFAULT);
    try (TitleIndex from = index(home)) {
      Map<TitleKey, float[]> stories;
      try (TitleSearcher searcher = from.acquire()) {
        stories = searcher.vectors(VectorField.STORY, keys());
      }
      TasteVectors estimates =
          (key, content) -> {
            if (key.value() % 10 != 0) return Optional.of(taste(key, FIRST));
            IndexedTitle title = content.get();
            assertThat(title.title().name()).isEqualTo("Title " + key.value());
            float[] vector = new float[FIRST.dimensions()];
            vector[0] = title.vectors().getOrDefault(VectorField.STORY, new float[1])[0];
            return Optional.of(vector);
          };
      Generation copy = home.withTaste(from, FIRST, estimates);
      try (TitleIndex to = home.open(copy.id());
          TitleSearcher searcher = to.acquire()) {
        List<TitleKey> tenths = keys().stream().filter(key -> key.value() % 10 == 0).toList();
        assertThat(searcher.vectors(VectorField.TASTE, tenths))
            .hasSize(SIZE / 10)
            .allSatisfy(
                (key, v) -> assertThat(v[0]).isEqualTo(stories.getOrDefault(key, new float[1])[0]));
      }
    }
  }

  @Test
  void theCopyTakesChangesAndKeepsTheirTaste() {
    LuceneIndexHome home = home(IndexOptions.DEFAULT);
    try (TitleIndex from = index(home)) {
      Generation copy = home.withTaste(from, FIRST, (key, _) -> Optional.of(taste(key, FIRST)));
      home.activate(copy.id());
      IndexedTitle fresh = indexed(SIZE + 1);
      try (TitleIndex to = home.open(copy.id())) {
        to.apply(
            List.of(
                new IndexChange.Upsert(fresh.with(VectorField.TASTE, taste(fresh.key(), FIRST)))));
        to.refresh();
        to.commit(SIZE + 1);
      }
      try (TitleIndex to = home.open(copy.id());
          TitleSearcher searcher = to.acquire()) {
        assertThat(searcher.vectors(VectorField.TASTE, List.of(fresh.key()))).hasSize(1);
        assertThat(to.committedSeq()).isEqualTo(SIZE + 1);
      }
    }
  }

  @Test
  void aCopyThatIsCutOffLeavesNothing() throws Exception {
    LuceneIndexHome home = home(IndexOptions.DEFAULT);
    try (TitleIndex from = index(home)) {
      assertThatThrownBy(() ->
              home.withTaste(
                  from,
                  FIRST,
                  (key, _) -> {
                    if (key.value() == 1_000) throw new CancellationException("enough");
                    return Optional.of(taste(key, FIRST));
                  }))
          .isInstanceOf(CancellationException.class);
      try (Stream<Path> left = Files.list(folder.resolve("generations"))) {
        assertThat(left.filter(Files::isDirectory)).hasSize(1);
      }
    }
  }

  private static final Filter HORROR =
      new Filter.AnyOf(
          FilterField.named("genres").orElseThrow(), List.of(new Filter.Text("Horror")));

  private LuceneIndexHome home(IndexOptions options) {
    return new LuceneIndexHome(folder.resolve("generations"), options, Clock.systemUTC());
  }

  /// Two segments, committed.
  private static TitleIndex index(LuceneIndexHome home) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= SIZE; key++) titles.add(indexed(key));
    String id;
    try (var load = home.build("hashing", Indexes.DIMENSIONS, "en")) {
      titles.subList(0, SIZE - 100).forEach(load::add);
      load.finish(SIZE - 100);
      id = load.generation().id();
    }
    home.activate(new IndexHome.Activation(id, null));
    TitleIndex index = home.open(id);
    Indexes.upsert(index, titles.subList(SIZE - 100, SIZE));
    index.commit(SIZE);
    return index;
  }

  private static IndexedTitle indexed(int key) {
    return Indexes.indexed(
        key,
        Titles.aTitle()
            .withId("t" + key)
            .named("Title " + key)
            .inGenres(key % 3 == 0 ? "Horror" : "Comedy")
            .about((key % 7 == 0 ? "ghost " : "joke ") + (key % 5 == 0 ? "house " : "car ") + key)
            .build(),
        Titles.aProfile().build());
  }

  private static List<TitleKey> keys() {
    return IntStream.rangeClosed(1, SIZE).mapToObj(TitleKey::new).toList();
  }

  /// Of lengths as different as those of factors.
  private static float[] taste(TitleKey key, TasteModel model) {
    Random random = new Random(key.value() + 31L * model.dimensions());
    float[] vector = new float[model.dimensions()];
    float length = (float) Math.exp(random.nextGaussian() - 1);
    for (int i = 0; i < vector.length; i++) vector[i] = length * (float) random.nextGaussian();
    return vector;
  }

  private static double product(float[] viewer, TitleKey key) {
    float[] title = taste(key, FIRST);
    double sum = 0;
    for (int i = 0; i < viewer.length; i++) sum += (double) viewer[i] * title[i];
    return sum;
  }

  private static void assertSame(Map<TitleKey, float[]> one, Map<TitleKey, float[]> other) {
    assertThat(one).hasSameSizeAs(other);
    one.forEach((key, vector) -> assertThat(vector).isEqualTo(other.get(key)));
  }
}
