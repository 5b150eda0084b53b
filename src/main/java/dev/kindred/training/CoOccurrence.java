package dev.kindred.training;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Sums over all viewers of what occurs together. Cores share the work by rows of the sum, so that
/// no two write the same place.
final class CoOccurrence {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private CoOccurrence() {}

  /// How many viewers took to both titles: `XᵀX` of the viewers' title sets `X`; its lower triangle
  /// only.
  static Matrix ofSets(Interactions of) {
    Matrix sum = new Matrix(of.titles(), of.titles());
    share(core -> {
      for (int viewer = 0; viewer < of.viewers(); viewer++) {
        int begin = of.begin(viewer);
        for (int a = begin; a < of.end(viewer); a++) {
          int row = of.row(a);
          for (int b = begin; b <= a; b++) {
            int other = of.row(b);
            int lower = Math.max(row, other);
            if (lower % CORES == core) sum.add(lower, Math.min(row, other), 1);
          }
        }
      }
    });
    return sum;
  }

  /// `AᵀA`, where each row of `A` is the state of a viewer before one of the titles but the first:
  /// the `length` titles before it, the last one counting 1 and each earlier one `decay` times as
  /// much as the one after it. Its lower triangle only. A pair of titles occurs in several states
  /// of a viewer with geometrically falling products, so it is added once.
  static Matrix ofStates(Interactions of, int length, double decay) {
    double square = decay * decay;
    double[] powers = powers(decay, length);
    double[] sums = new double[length + 1]; // of the first powers of the square
    for (int m = 1; m <= length; m++) sums[m] = 1 + square * sums[m - 1];
    Matrix sum = new Matrix(of.titles(), of.titles());
    share(core -> {
      for (int viewer = 0; viewer < of.viewers(); viewer++) {
        int end = of.end(viewer);
        for (int later = of.begin(viewer); later < end - 1; later++) {
          for (int earlier = Math.max(of.begin(viewer), later - length + 1);
              earlier <= later;
              earlier++) {
            int lower = Math.max(of.row(later), of.row(earlier));
            if (lower % CORES != core) continue;
            int states = Math.min(earlier + length, end - 1) - later;
            sum.add(
                lower,
                Math.min(of.row(later), of.row(earlier)),
                (float) (powers[later - earlier] * sums[states]));
          }
        }
      }
    });
    return sum;
  }

  /// `AᵀY`: for each title of a state, decayed as above, the title that came next.
  static Matrix ofNext(Interactions of, int length, double decay) {
    double[] powers = powers(decay, length);
    Matrix sum = new Matrix(of.titles(), of.titles());
    share(core -> {
      for (int viewer = 0; viewer < of.viewers(); viewer++) {
        for (int next = of.begin(viewer) + 1; next < of.end(viewer); next++) {
          for (int at = Math.max(of.begin(viewer), next - length); at < next; at++) {
            if (of.row(at) % CORES == core)
              sum.add(of.row(at), of.row(next), (float) powers[next - 1 - at]);
          }
        }
      }
    });
    return sum;
  }

  private static double[] powers(double decay, int length) {
    double[] powers = new double[length];
    powers[0] = 1;
    for (int i = 1; i < length; i++) powers[i] = powers[i - 1] * decay;
    return powers;
  }

  private static void share(IntConsumer work) {
    IntStream.range(0, CORES).parallel().forEach(work);
  }
}
