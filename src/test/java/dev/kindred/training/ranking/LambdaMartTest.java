package dev.kindred.training.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.ranking.Feature;
import dev.kindred.ranking.Forest;
import dev.kindred.testing.Seeded;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

final class LambdaMartTest {
  @Test
  @Seeded
  void theForestScoresAsXgboostPredicts(Random random) throws Exception {
    List<JudgedQuery> queries =
        Judged.by(
            (table, row) -> table.value(row, Feature.STORY) * table.value(row, Feature.FEEL),
            60,
            15,
            random);
    DMatrix matrix = LambdaMart.matrix(queries);
    Booster booster =
        XGBoost.train(
            matrix,
            Map.of("objective", "rank:ndcg", "max_depth", 4, "verbosity", 0),
            25,
            Map.of(),
            null,
            null);
    float[][] predicted = booster.predict(matrix, true);
    Forest forest = LambdaMart.forest(booster);
    assertThat(forest.trees()).isEqualTo(25);
    int at = 0;
    double base = Double.NaN;
    for (JudgedQuery query : queries) {
      for (double score : forest.scores(query.features())) {
        // XGBoost adds one constant to every prediction, which no order depends on
        if (Double.isNaN(base)) base = predicted[at][0] - score;
        assertThat(score + base).isCloseTo(predicted[at++][0], within(1e-4));
      }
    }
    assertThat(at).isEqualTo(60 * 15);
    booster.dispose();
    matrix.dispose();
  }

  @Test
  @Seeded
  void learnsWhatNoSumOfFeaturesSays(Random random) {
    List<JudgedQuery> queries =
        Judged.by(
            (table, row) -> -Math.abs(table.value(row, Feature.STORY) - 0.5), 300, 12, random);
    Forest forest = LambdaMart.fit(queries.subList(0, 200), 40);
    long first = 0;
    for (JudgedQuery query : queries.subList(200, 300)) {
      double[] scores = forest.scores(query.features());
      int best = 0;
      for (int row = 0; row < scores.length; row++) if (scores[row] > scores[best]) best = row;
      if (query.isAnswer(best)) first++;
    }
    assertThat(first).isGreaterThan(50);
  }
}
