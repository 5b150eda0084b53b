package dev.kindred.model;

/// A square matrix of weights between titles: what one title in a history says for each other.
/// Immutable.
public sealed interface Weights permits DenseWeights, SparseWeights {
  /// Adds `factor` times the row of a title to the scores.
  void addRow(int row, float factor, float[] scores);
}
