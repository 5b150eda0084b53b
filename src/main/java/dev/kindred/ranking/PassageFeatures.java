package dev.kindred.ranking;

import dev.kindred.index.VectorField;
import dev.kindred.query.UnderstoodQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// How a title stands to the passages of a long retold plot. Passages are compared by how far a
/// title stands out among the candidates: one that tells little is about as near to all of them.
final class PassageFeatures {
  private final Nearness nearness;
  private final List<Nearness.To> stories;

  /// @param nearness of the candidates; is asked here, and answers in [#fill]
  PassageFeatures(UnderstoodQuery query, Set<Feature> read, Nearness nearness) {
    this.nearness = nearness;
    this.stories =
        read.contains(Feature.PASSAGE_STORY)
            ? query.passages().stream()
                .map(vector -> nearness.ask(VectorField.STORY, vector))
                .toList()
            : List.of();
  }

  void fill(FeatureTable table) {
    double[] most = new double[table.rows()];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (Nearness.To story : stories) {
      double[] cosines = nearness.of(story);
      double mean = mean(cosines);
      double deviation = Math.sqrt(variance(cosines, mean));
      if (!(deviation > 0)) continue;
      for (int row = 0; row < most.length; row++)
        if (!Double.isNaN(cosines[row]))
          most[row] = Math.max(most[row], (cosines[row] - mean) / deviation);
    }
    for (int row = 0; row < most.length; row++)
      if (most[row] > Double.NEGATIVE_INFINITY) table.set(row, Feature.PASSAGE_STORY, most[row]);
  }

  /// NaN when no candidate has a vector.
  private static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }

  private static double variance(double[] values, double mean) {
    return mean(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray());
  }
}
