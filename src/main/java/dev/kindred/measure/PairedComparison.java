package dev.kindred.measure;

import java.util.SplittableRandom;

/// Whether one system is better than another on the same queries. The p value is that of the
/// two-sided randomisation test: under the hypothesis that the systems do not differ, the sign of
/// each query's difference is a coin toss; it is the share of [#ROUNDS] random assignments of
/// signs, the observed one counted in, whose mean difference is at least as far from zero. Smucker,
/// Allan, Carterette, CIKM 2007. The seed is fixed: the same values give the same answer.
///
/// @param queries how many were compared
/// @param difference mean of the first system's values minus the second's
/// @param interval of the difference, by bootstrap over the queries
/// @param pValue in (0, 1]
public record PairedComparison(int queries, double difference, Interval interval, double pValue) {
  public static final int ROUNDS = 10_000;
  private static final long SEED = 17;

  /// Rounding must not make an equal difference smaller than the observed one.
  private static final double ROUNDING = 1e-12;

  /// @param first one value a query
  /// @param second the other system's values of the same queries, in the same order
  public static PairedComparison of(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "a paired test needs as many values of both, got "
              + first.length
              + " and "
              + second.length);
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) differences[i] = first[i] - second[i];
    double observed = Means.of(differences);
    SplittableRandom random = new SplittableRandom(SEED);
    int asFar = 1;
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (double difference : differences) sum += random.nextBoolean() ? difference : -difference;
      if (Math.abs(sum / differences.length) >= Math.abs(observed) - ROUNDING) asFar++;
    }
    return new PairedComparison(
        first.length, observed, Interval.ofMean(differences), asFar / (ROUNDS + 1.0));
  }
}
