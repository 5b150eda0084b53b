package dev.kindred.fusion;

import dev.kindred.candidates.Source;
import java.util.Map;

/// How several ranked lists become one.
public sealed interface FusionMethod {
  /// Reciprocal rank fusion: each list gives `1 / (k + rank)`, rank from 1. Ignores scores, so it
  /// needs no calibration. Cormack, Clarke, Buettcher, SIGIR 2009.
  record ReciprocalRank(int k) implements FusionMethod {
    public static final ReciprocalRank STANDARD = new ReciprocalRank(60);

    public ReciprocalRank {
      if (k < 1) throw new IllegalArgumentException("k must be 1 or more, got " + k);
    }
  }

  /// Weighted sum of scores, each list scaled to [0, 1] first: lexical scores by their greatest
  /// (their least possible is 0), others from the last to the first of their list. A title that a
  /// list lacks gets 0 from it. Bruch, Gai, Ingber, TOIS 2023 (TM2C2, with the observed least
  /// instead of the theoretical one, which a short cosine range needs).
  ///
  /// @param weights of the sources, 0 or more; a source without one counts 0
  record ConvexCombination(Map<Source, Double> weights) implements FusionMethod {
    public ConvexCombination {
      weights = Map.copyOf(weights);
      weights.forEach((source, weight) -> {
        if (!(weight >= 0))
          throw new IllegalArgumentException(
              "the weight of " + source + " must be 0 or more, got " + weight);
      });
    }
  }
}
