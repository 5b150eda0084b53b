package dev.kindred.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Interactions written by hand, a day apart.
final class Audience {
  private final int titles;
  private final List<int[]> viewers = new ArrayList<>();

  private Audience(int titles) {
    this.titles = titles;
  }

  static Audience of(int titles) {
    return new Audience(titles);
  }

  /// One more viewer, who took to these titles, the oldest first.
  Audience viewer(int... rows) {
    viewers.add(rows);
    return this;
  }

  Interactions build() {
    int[] ends = new int[viewers.size()];
    int[] rows = viewers.stream().flatMapToInt(Arrays::stream).toArray();
    long[] seconds = new long[rows.length];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      for (int i = 0; i < viewers.get(viewer).length; i++) seconds[at++] = 86_400L * i;
      ends[viewer] = at;
    }
    return new Interactions(titles, ends, rows, seconds);
  }
}
