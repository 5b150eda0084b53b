package dev.kindred.measure;

import java.util.Arrays;

/// The mean of values, one a query.
public final class Means {
  private Means() {}

  /// @throws IllegalArgumentException when there is none, or one is not finite
  public static double of(double[] values) {
    check(values);
    return Arrays.stream(values).sum() / values.length;
  }

  static void check(double[] values) {
    if (values.length == 0) throw new IllegalArgumentException("there are no values");
    for (double value : values) {
      if (!Double.isFinite(value))
        throw new IllegalArgumentException("a value is not finite: " + value);
    }
  }
}
