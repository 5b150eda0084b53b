package dev.kindred.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The area under the ROC curve: how probably a positive item scores above a negative one, a tie
/// counting one half (Mann, Whitney 1947). 0.5 is chance.
public final class Auc {
  static final int ROUNDS = 2_000;
  private static final long SEED = 17;

  private Auc() {}

  /// Cost: sorting.
  ///
  /// @throws IllegalArgumentException when either is empty or holds a value that is not finite
  public static double of(double[] positives, double[] negatives) {
    Means.check(positives);
    Means.check(negatives);
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double positive : positives) {
      int below = lowerBound(sorted, positive);
      int notAbove = lowerBound(sorted, Math.nextUp(positive));
      wins += below + 0.5 * (notAbove - below);
    }
    return wins / positives.length / negatives.length;
  }

  /// By bootstrap: positives and negatives are drawn with replacement, each among themselves. The
  /// seed is fixed.
  public static Interval interval(double[] positives, double[] negatives) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] estimates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++)
      estimates[round] = of(drawn(positives, random), drawn(negatives, random));
    Arrays.sort(estimates);
    return Interval.middle(estimates);
  }

  private static double[] drawn(double[] values, SplittableRandom random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) drawn[i] = values[random.nextInt(values.length)];
    return drawn;
  }

  /// How many values of `sorted` are less than `bound`.
  private static int lowerBound(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
