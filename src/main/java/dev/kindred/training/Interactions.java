package dev.kindred.training;

import dev.kindred.model.History;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// Who took to which title, as rows, each viewer's oldest first. Immutable.
public final class Interactions {
  private final int titles;
  private final int[] ends;
  private final int[] rows;
  private final long[] seconds;

  /// @param titles how many there are; rows are below it
  /// @param ends where each viewer's interactions end, ascending
  /// @param rows of the titles, viewer by viewer
  /// @param seconds since 1970 when each took place
  public Interactions(int titles, int[] ends, int[] rows, long[] seconds) {
    if (seconds.length != rows.length)
      throw new IllegalArgumentException(rows.length + " rows with " + seconds.length + " times");
    if (ends.length > 0 && ends[ends.length - 1] != rows.length)
      throw new IllegalArgumentException(
          "the last viewer ends at " + ends[ends.length - 1] + " of " + rows.length);
    for (int row : rows)
      if (row < 0 || row >= titles)
        throw new IllegalArgumentException("row " + row + " of " + titles + " titles");
    this.titles = titles;
    this.ends = ends.clone();
    this.rows = rows.clone();
    this.seconds = seconds.clone();
  }

  public int titles() {
    return titles;
  }

  public int viewers() {
    return ends.length;
  }

  public int size() {
    return rows.length;
  }

  /// Where a viewer's interactions begin.
  int begin(int viewer) {
    return viewer == 0 ? 0 : ends[viewer - 1];
  }

  /// Where a viewer's interactions end.
  int end(int viewer) {
    return ends[viewer];
  }

  /// The row of the title of an interaction.
  int row(int at) {
    return rows[at];
  }

  /// When an interaction took place, in seconds since 1970.
  long second(int at) {
    return seconds[at];
  }

  public History history(int viewer) {
    return History.of(Arrays.copyOfRange(rows, begin(viewer), end(viewer)));
  }

  /// How often each title was taken to.
  public int[] counts() {
    int[] counts = new int[titles];
    for (int row : rows) counts[row]++;
    return counts;
  }

  /// The same seen from the titles: who took to each, in the order of viewers. Titles and viewers
  /// change places.
  Interactions transposed() {
    int[] ends = counts();
    for (int title = 1; title < titles; title++) ends[title] += ends[title - 1];
    int[] next = new int[titles];
    for (int title = 1; title < titles; title++) next[title] = ends[title - 1];
    int[] viewers = new int[rows.length];
    long[] times = new long[rows.length];
    for (int viewer = 0; viewer < viewers(); viewer++) {
      for (int at = begin(viewer); at < end(viewer); at++) {
        times[next[rows[at]]] = seconds[at];
        viewers[next[rows[at]]++] = viewer;
      }
    }
    return new Interactions(viewers(), ends, viewers, times);
  }

  /// The same without the last interactions of each viewer.
  ///
  /// @param held how many of so many to leave out
  Interactions without(IntUnaryOperator held) {
    int[] cut = new int[ends.length];
    int[] kept = new int[rows.length];
    long[] times = new long[rows.length];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      int size = end(viewer) - begin(viewer);
      int left = Math.max(0, size - held.applyAsInt(size));
      System.arraycopy(rows, begin(viewer), kept, at, left);
      System.arraycopy(seconds, begin(viewer), times, at, left);
      at += left;
      cut[viewer] = at;
    }
    return new Interactions(titles, cut, Arrays.copyOf(kept, at), Arrays.copyOf(times, at));
  }
}
