package dev.kindred.ranking;

import java.util.Set;

/// Scores candidates by their features. Immutable; thread-safe.
public sealed interface RankingModel permits LinearModel, Forest {
  /// The features it reads; no others need be computed.
  Set<Feature> features();

  /// A score a row, comparable within one table; the best and the last of a query's candidates are
  /// about 1 apart, which is what wishes are weighed against.
  double[] scores(FeatureTable table);
}
