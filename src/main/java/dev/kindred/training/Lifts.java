package dev.kindred.training;

import java.util.stream.IntStream;

/// How much more often two titles are taken to by one viewer than if viewers chose independently.
final class Lifts {
  private Lifts() {}

  /// `log((c + m) / (e + m))` for `c` viewers of both titles where chance has `e`, symmetric, 0 on
  /// the diagonal.
  ///
  /// @param damping m, in viewers: pairs of rare titles say little
  static Matrix logarithms(Interactions of, double damping) {
    Matrix sum = CoOccurrence.ofSets(of);
    int n = sum.rows();
    double[] counts = new double[n];
    for (int i = 0; i < n; i++) counts[i] = sum.get(i, i);
    float[] lifts = sum.values();
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = 0; j < i; j++) {
            double chance = counts[i] * counts[j] / Math.max(1, of.viewers());
            lifts[i * n + j] = (float) Math.log((lifts[i * n + j] + damping) / (chance + damping));
          }
          lifts[i * n + i] = 0;
        });
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = i + 1; j < n; j++) lifts[i * n + j] = lifts[j * n + i];
        });
    return sum;
  }
}
