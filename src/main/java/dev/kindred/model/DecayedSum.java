package dev.kindred.model;

import java.util.Arrays;

/// Scores a title by the weights that the latest titles of the history have for it, each counting
/// `decay` times as much as the one after it. With `decay` 1 over the whole history this is EASE or
/// a nearest-neighbour model; with less, a model of what comes next.
///
/// @param length how many of the latest titles count, 1 or more
/// @param decay above 0, up to 1
public record DecayedSum(Weights weights, int length, float decay) implements Scorer {
  /// Counts the whole history, all alike.
  public static DecayedSum whole(Weights weights) {
    return new DecayedSum(weights, Integer.MAX_VALUE, 1);
  }

  public DecayedSum {
    if (length < 1) throw new IllegalArgumentException("length must be 1 or more, got " + length);
    if (!(decay > 0 && decay <= 1))
      throw new IllegalArgumentException("decay must be above 0 and up to 1, got " + decay);
  }

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    float factor = 1;
    int first = Math.max(0, history.size() - length);
    for (int at = history.size() - 1; at >= first; at--) {
      weights.addRow(history.row(at), factor, scores);
      factor *= decay;
    }
  }
}
