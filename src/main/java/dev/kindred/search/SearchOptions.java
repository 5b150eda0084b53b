package dev.kindred.search;

import dev.kindred.fusion.HybridWeights;

/// How a search runs.
///
/// @param depth candidates asked of each source, whatever the page size, 10..1,000
/// @param pool longest list that pages walk through, 100..1,000
/// @param fusion how lists become one
/// @param weights for [Fusing#CONVEX]
public record SearchOptions(int depth, int pool, Fusing fusion, HybridWeights weights) {
  public enum Fusing {
    /// Weighted scores, gated by coverage.
    CONVEX,
    /// Reciprocal ranks, k = 60.
    RRF
  }

  public static final SearchOptions DEFAULT =
      new SearchOptions(200, 500, Fusing.CONVEX, HybridWeights.DEFAULT);

  public SearchOptions {
    if (depth < 10 || depth > 1_000)
      throw new IllegalArgumentException("depth must be 10..1000, got " + depth);
    if (pool < 100 || pool > 1_000)
      throw new IllegalArgumentException("pool must be 100..1000, got " + pool);
  }

  public SearchOptions withFusion(Fusing value) {
    return new SearchOptions(depth, pool, value, weights);
  }
}
