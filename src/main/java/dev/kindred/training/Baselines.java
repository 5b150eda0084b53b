package dev.kindred.training;

import dev.kindred.model.DecayedSum;
import dev.kindred.model.DenseWeights;
import dev.kindred.model.Popularity;
import dev.kindred.model.Scorer;

/// What models are measured against, whole and untuned.
public final class Baselines {
  public static final int NEIGHBOURS = 100;
  public static final double EASE_PENALTY = 500;

  private Baselines() {}

  /// How many viewers took to each title.
  public static Popularity popularity(Interactions of) {
    int[] counts = of.counts();
    float[] shares = new float[counts.length];
    for (int i = 0; i < counts.length; i++) shares[i] = counts[i];
    return new Popularity(shares);
  }

  /// Item neighbours by cosine, [#NEIGHBOURS] for each title that is scored.
  public static Scorer itemNeighbours(Interactions of) {
    return whole(CoWatch.cosines(of, NEIGHBOURS));
  }

  /// EASE at a penalty of [#EASE_PENALTY], all weights kept.
  public static Scorer ease(Interactions of) {
    return whole(Ease.weights(of, EASE_PENALTY));
  }

  private static Scorer whole(Matrix weights) {
    return DecayedSum.whole(new DenseWeights(weights.rows(), weights.values()));
  }
}
