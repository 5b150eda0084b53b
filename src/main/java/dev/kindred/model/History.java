package dev.kindred.model;

/// The titles that a viewer took to, as rows, the oldest first: what a model is asked with.
/// Immutable.
public final class History {
  public static final History NONE = new History(new int[0]);

  private final int[] rows;

  private History(int[] rows) {
    this.rows = rows;
  }

  /// @param rows oldest first, 0 or more each
  public static History of(int... rows) {
    for (int row : rows)
      if (row < 0) throw new IllegalArgumentException("a row is 0 or more, got " + row);
    return new History(rows.clone());
  }

  public int size() {
    return rows.length;
  }

  /// @param at 0 for the oldest
  public int row(int at) {
    return rows[at];
  }
}
