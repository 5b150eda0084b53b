package dev.kindred.training.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.ranking.Feature;
import dev.kindred.ranking.LinearModel;
import dev.kindred.testing.Seeded;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ListwiseSoftmaxTest {
  @Test
  @Seeded
  void findsWhatAnswersHaveInCommon(Random random) {
    List<JudgedQuery> queries =
        Judged.by(
            (table, row) ->
                3 * table.value(row, Feature.STORY) - table.value(row, Feature.YEARS_BEFORE),
            300,
            20,
            random);
    Map<Feature, Double> weights = ListwiseSoftmax.fit(queries).weights();
    double story = weights.getOrDefault(Feature.STORY, 0.0);
    assertThat(story).isPositive();
    assertThat(weights.getOrDefault(Feature.YEARS_BEFORE, 0.0) / story)
        .isCloseTo(-1.0 / 3, within(0.1));
    assertThat(Math.abs(weights.getOrDefault(Feature.FEEL, 0.0)) / story).isLessThan(0.1);
  }

  @Test
  @Seeded
  void itsMinimumIsFlat(Random random) {
    List<JudgedQuery> queries =
        Judged.by((table, _) -> table.value(0, Feature.STORY), 30, 5, random);
    LinearModel once = ListwiseSoftmax.fit(queries);
    assertThat(once.weights()).isEqualTo(ListwiseSoftmax.fit(queries).weights());
  }
}
