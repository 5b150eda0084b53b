package dev.kindred.training;

import dev.kindred.model.History;
import java.util.Arrays;

/// Who took to which title, as rows, each viewer's oldest first. Immutable.
public final class Interactions {
  private final int titles;
  private final int[] ends;
  private final int[] rows;

  /// @param titles how many there are; rows are below it
  /// @param ends where each viewer's interactions end, ascending
  /// @param rows of the titles, viewer by viewer
  public Interactions(int titles, int[] ends, int[] rows) {
    if (ends.length > 0 && ends[ends.length - 1] != rows.length)
      throw new IllegalArgumentException(
          "the last viewer ends at " + ends[ends.length - 1] + " of " + rows.length);
    for (int row : rows)
      if (row < 0 || row >= titles)
        throw new IllegalArgumentException("row " + row + " of " + titles + " titles");
    this.titles = titles;
    this.ends = ends.clone();
    this.rows = rows.clone();
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

  public History history(int viewer) {
    return History.of(Arrays.copyOfRange(rows, begin(viewer), end(viewer)));
  }

  /// How often each title was taken to.
  public int[] counts() {
    int[] counts = new int[titles];
    for (int row : rows) counts[row]++;
    return counts;
  }
}
