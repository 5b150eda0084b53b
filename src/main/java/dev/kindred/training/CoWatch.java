package dev.kindred.training;

import java.util.stream.IntStream;

/// Titles that the same viewers took to: the cosine of their sets of viewers, for each title its
/// nearest ones. Sarwar et al., WWW 2001.
public final class CoWatch {
  private CoWatch() {}

  /// @param nearest how many neighbours a title keeps
  /// @return by column the title that is scored, by row its neighbour in the history; 0 where that
  ///   is not among its nearest. Equally near ones: those of the greater row stay
  static Matrix cosines(Interactions of, int nearest) {
    Matrix sum = CoOccurrence.ofSets(of);
    int n = sum.rows();
    double[] norms = new double[n];
    for (int i = 0; i < n; i++) norms[i] = Math.sqrt(Math.max(1, sum.get(i, i)));
    float[] kept = new float[Math.multiplyExact(n, n)];
    IntStream.range(0, n)
        .parallel()
        .forEach(title -> {
          float[] cosines = new float[n];
          for (int other = 0; other < n; other++) {
            float together = sum.get(Math.max(title, other), Math.min(title, other));
            cosines[other] = other == title ? 0 : (float) (together / norms[title] / norms[other]);
          }
          for (int other : Largest.of(cosines, nearest)) kept[other * n + title] = cosines[other];
        });
    return new Matrix(n, n, kept);
  }
}
