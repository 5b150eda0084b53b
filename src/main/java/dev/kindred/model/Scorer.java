package dev.kindred.model;

/// Scores every title for a viewer. Comparable only among the titles of one call. Safe for any
/// number of threads.
public interface Scorer {
  /// Writes a score a title.
  ///
  /// @param scores a place a row, overwritten
  void score(History history, float[] scores);
}
