package dev.kindred.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A 95 % confidence interval of a mean over queries, by the percentile bootstrap: queries are
/// drawn with replacement [#ROUNDS] times. Efron, Tibshirani 1993. The seed is fixed: the same
/// values give the same interval.
public record Interval(double lower, double upper) {
  public static final int ROUNDS = 10_000;
  public static final double LEVEL = 0.95;
  private static final long SEED = 17;

  public Interval {
    if (!(lower <= upper))
      throw new IllegalArgumentException(
          "lower must not exceed upper, got " + lower + ".." + upper);
  }

  /// @param values one a query, at least one
  public static Interval ofMean(double[] values) {
    Means.check(values);
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
      means[round] = sum / values.length;
    }
    Arrays.sort(means);
    return middle(means);
  }

  /// What holds the middle [#LEVEL] of bootstrap estimates, which are sorted.
  static Interval middle(double[] sorted) {
    double tail = (1 - LEVEL) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /// Between the two nearest order statistics.
  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
