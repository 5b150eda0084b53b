package dev.kindred.ranking;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// The weighted sum of the features.
public final class LinearModel implements RankingModel {
  private final double[] weights = new double[FeatureTable.WIDTH];

  /// @param weights features without one do not count
  /// @throws IllegalArgumentException when a weight is no finite number
  public LinearModel(Map<Feature, Double> weights) {
    weights.forEach((feature, weight) -> {
      if (!Double.isFinite(weight))
        throw new IllegalArgumentException("the weight of " + feature + " is " + weight);
      this.weights[feature.column()] = weight;
    });
  }

  /// The weights that are not 0.
  public Map<Feature, Double> weights() {
    Map<Feature, Double> map = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values())
      if (weights[feature.column()] != 0) map.put(feature, weights[feature.column()]);
    return map;
  }

  @Override
  public Set<Feature> features() {
    return weights().keySet();
  }

  @Override
  public double[] scores(FeatureTable table) {
    double[] scores = new double[table.rows()];
    float[] values = table.values();
    for (int row = 0; row < scores.length; row++) {
      double sum = 0;
      int at = row * FeatureTable.WIDTH;
      for (int i = 0; i < weights.length; i++) sum += weights[i] * values[at + i];
      scores[row] = sum;
    }
    return scores;
  }
}
