package dev.kindred.training;

import dev.kindred.model.SparseWeights;
import java.util.Arrays;

/// The titles most taken to, for the models whose cost is the cube of the number of titles; the
/// rest is left to the others.
final class Head {
  private final int[] rows;
  private final int titles;
  private final Interactions interactions;

  private Head(int[] rows, Interactions of) {
    this.rows = rows;
    this.titles = of.titles();
    int[] places = new int[titles];
    Arrays.fill(places, -1);
    for (int i = 0; i < rows.length; i++) places[rows[i]] = i;
    int[] ends = new int[of.viewers()];
    int[] kept = new int[of.size()];
    long[] seconds = new long[of.size()];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      for (int from = of.begin(viewer); from < of.end(viewer); from++) {
        if (places[of.row(from)] < 0) continue;
        kept[at] = places[of.row(from)];
        seconds[at++] = of.second(from);
      }
      ends[viewer] = at;
    }
    this.interactions =
        new Interactions(rows.length, ends, Arrays.copyOf(kept, at), Arrays.copyOf(seconds, at));
  }

  /// @param most how many titles at most
  static Head of(Interactions of, int most) {
    int[] counts = of.counts();
    float[] values = new float[counts.length];
    for (int i = 0; i < values.length; i++) values[i] = counts[i];
    return new Head(Largest.of(values, most), of);
  }

  /// What viewers took to of the head, by its rows.
  Interactions interactions() {
    return interactions;
  }

  /// Weights between titles of the head as weights between all.
  SparseWeights widened(SparseWeights of) {
    int[] ends = new int[titles];
    int[] columns = new int[of.size() == 0 ? 0 : of.end(of.size() - 1)];
    float[] values = new float[columns.length];
    int place = 0;
    int at = 0;
    for (int row = 0; row < titles; row++) {
      if (place < rows.length && rows[place] == row) {
        for (int from = of.begin(place); from < of.end(place); from++) {
          columns[at] = rows[of.column(from)];
          values[at++] = of.value(from);
        }
        place++;
      }
      ends[row] = at;
    }
    return new SparseWeights(ends, columns, values);
  }
}
