package dev.kindred.training;

import dev.kindred.model.SparseWeights;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The largest values of many.
final class Largest {
  private Largest() {}

  /// The places of the `count` largest values, ascending; of equal ones those of the greater place.
  static int[] of(float[] values, int count) {
    if (count >= values.length) return IntStream.range(0, values.length).toArray();
    long[] order = new long[values.length];
    for (int i = 0; i < values.length; i++) order[i] = ((long) ordered(values[i]) << 32) | i;
    Arrays.sort(order);
    int[] places = new int[count];
    for (int i = 0; i < count; i++) places[i] = (int) order[values.length - 1 - i];
    Arrays.sort(places);
    return places;
  }

  /// Bits that compare as whole numbers the way the floats compare.
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }

  /// Keeps the weights of each row that are largest by amount; those of 0 never.
  static SparseWeights rows(Matrix of, int kept) {
    int n = of.rows();
    int[][] columns = new int[n][];
    IntStream.range(0, n)
        .parallel()
        .forEach(row -> {
          float[] amounts = new float[n];
          for (int j = 0; j < n; j++) amounts[j] = Math.abs(of.get(row, j));
          columns[row] = Arrays.stream(of(amounts, kept)).filter(j -> amounts[j] > 0).toArray();
        });
    int[] ends = new int[n];
    int size = 0;
    for (int row = 0; row < n; row++) ends[row] = size += columns[row].length;
    int[] all = new int[size];
    float[] values = new float[size];
    int at = 0;
    for (int row = 0; row < n; row++) {
      for (int column : columns[row]) {
        all[at] = column;
        values[at++] = of.get(row, column);
      }
    }
    return new SparseWeights(ends, all, values);
  }
}
