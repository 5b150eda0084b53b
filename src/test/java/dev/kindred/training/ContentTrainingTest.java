package dev.kindred.training;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.Factors;
import dev.kindred.testing.Seeded;
import dev.kindred.training.ContentTraining.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Seeded
final class ContentTrainingTest {
  private static final int TITLES = 40;

  /// The same estimate comes from the dual form: `means + Σ likeness · (K + λ)⁻¹ (targets -
  /// means)`.
  @Test
  void weightsOfFeaturesSayWhatTheDualFormSays(Random random) {
    List<ContentFeatures> features = new ArrayList<>();
    for (int i = 0; i < TITLES; i++) features.add(features(random));
    float[] factors = new float[TITLES];
    int[] counts = new int[TITLES];
    for (int i = 0; i < TITLES; i++) {
      factors[i] = random.nextFloat();
      counts[i] = random.nextInt(1_000);
    }
    ContentTaste map =
        ContentTraining.train(
            "m",
            IntStream.range(0, TITLES).mapToObj(i -> new Known(i, features.get(i))).toList(),
            new Factors(1, factors, 0.1f, 0.1f),
            counts);
    ContentFeatures fresh = features(random);
    Matrix likeness = new Matrix(TITLES, TITLES);
    for (int i = 0; i < TITLES; i++)
      for (int j = 0; j < TITLES; j++)
        likeness.add(i, j, (float) features.get(i).likeness(features.get(j)));
    likeness.addToDiagonal(0.6f);
    likeness.invert();
    double mean = IntStream.range(0, TITLES).mapToDouble(i -> factors[i]).average().orElseThrow();
    double expected = mean;
    for (int i = 0; i < TITLES; i++) {
      double coefficient = 0;
      for (int j = 0; j < TITLES; j++) coefficient += likeness.get(i, j) * (factors[j] - mean);
      expected += fresh.likeness(features.get(i)) * coefficient;
    }
    assertThat((double) map.estimate(fresh).vector()[0]).isEqualTo(expected, within(1e-4));
  }

  @Test
  void aLargeCatalogueIsLearnedFromItsHeadAndSomeOfTheRest() {
    int[] counts = IntStream.range(0, 100).map(row -> 100 - row).toArray();
    int[] rows = ContentTraining.rows(counts, 10);
    assertThat(rows).hasSize(10).isSorted().doesNotHaveDuplicates();
    assertThat(rows).startsWith(0, 1, 2, 3, 4);
    assertThat(IntStream.of(rows).filter(row -> row > 20).count()).isGreaterThan(1);
    assertThat(ContentTraining.rows(counts, 100)).hasSize(100);
  }

  private static ContentFeatures features(Random random) {
    float[] story = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
    return ContentFeatures.of(
        aTitle()
            .named(List.of("Night", "Day", "Train").get(random.nextInt(3)) + " Film")
            .inGenres(List.of("Western", "Romance").get(random.nextInt(2)))
            .from(1950 + random.nextInt(60))
            .build(),
        story,
        new float[0]);
  }
}
