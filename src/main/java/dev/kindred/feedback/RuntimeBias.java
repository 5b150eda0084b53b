package dev.kindred.feedback;

import org.jspecify.annotations.Nullable;

/// Takes the length of a title out of the portion of it that was watched: short titles are watched
/// to the end more often than long ones, whoever likes them. A portion becomes the share of watched
/// portions among titles of like length that it exceeds (their distribution function, ties by
/// half), so that one half is an ordinary viewing of a title of that length, whatever the length.
/// With few viewings of a length the portion itself is mixed in, as if [#PRIOR] of them were known
/// to be spread evenly; of an unknown length it stands as it is.
///
/// Lengths are in classes, and portions in [#BINS] steps; learning is linear, a look-up constant.
/// After the quantiles by duration group of Zhan et al., Deconfounding Duration Bias in Watch-time
/// Prediction for Video Recommendation, KDD 2022. Immutable once learned.
public final class RuntimeBias {
  static final int PRIOR = 200;
  static final int BINS = 50;

  /// Upper ends of the classes of length, in minutes; one more class lies above.
  private static final int[] CLASSES = {15, 30, 50, 70, 90, 105, 120, 150};

  /// Nothing is known: portions stand as they are.
  public static final RuntimeBias NONE = new Learning().learned();

  private final long[][] viewings;

  private RuntimeBias(long[][] viewings) {
    this.viewings = viewings;
  }

  /// @param portion 0..1
  /// @param runtimeMinutes null when it is not known
  /// @return 0..1
  public double debiased(double portion, @Nullable Integer runtimeMinutes) {
    if (!(portion >= 0 && portion <= 1))
      throw new IllegalArgumentException("portion must be 0..1, got " + portion);
    if (runtimeMinutes == null) return portion;
    long[] bins = viewings[lengthClass(runtimeMinutes)];
    int bin = bin(portion);
    long below = 0;
    long all = 0;
    for (int i = 0; i < BINS; i++) {
      if (i < bin) below += bins[i];
      all += bins[i];
    }
    double share = below + bins[bin] / 2.0;
    return (share + PRIOR * portion) / (all + PRIOR);
  }

  private static int lengthClass(int runtimeMinutes) {
    int at = 0;
    while (at < CLASSES.length && runtimeMinutes > CLASSES[at]) at++;
    return at;
  }

  private static int bin(double portion) {
    return Math.min(BINS - 1, (int) (portion * BINS));
  }

  /// Collects viewings. Not thread-safe.
  public static final class Learning {
    private final long[][] viewings = new long[CLASSES.length + 1][BINS];

    /// Adds how far somebody got with a title of this length: one viewing a viewer and title.
    public Learning add(double portion, int runtimeMinutes) {
      viewings[lengthClass(runtimeMinutes)][bin(portion)]++;
      return this;
    }

    public RuntimeBias learned() {
      long[][] copy = new long[viewings.length][];
      for (int i = 0; i < copy.length; i++) copy[i] = viewings[i].clone();
      return new RuntimeBias(copy);
    }
  }
}
