package dev.kindred.model;

/// The largest weights of each row, 8 bytes each.
public final class SparseWeights implements Weights {
  private final int[] ends;
  private final int[] columns;
  private final float[] values;

  /// @param ends where each row ends, ascending; it begins where the one before ends
  /// @param columns below the number of rows
  public SparseWeights(int[] ends, int[] columns, float[] values) {
    int last = 0;
    for (int end : ends) {
      if (end < last)
        throw new IllegalArgumentException("a row ends at " + end + " before " + last);
      last = end;
    }
    if (last != columns.length || last != values.length)
      throw new IllegalArgumentException(
          "rows end at "
              + last
              + ", with "
              + columns.length
              + " columns and "
              + values.length
              + " values");
    for (int column : columns)
      if (column < 0 || column >= ends.length)
        throw new IllegalArgumentException("column " + column + " of " + ends.length);
    this.ends = ends;
    this.columns = columns;
    this.values = values;
  }

  /// Rows and columns.
  public int size() {
    return ends.length;
  }

  @Override
  public void addRow(int row, float factor, float[] scores) {
    for (int at = begin(row); at < ends[row]; at++) scores[columns[at]] += factor * values[at];
  }

  /// Where the entries of a row begin; they end where those of the next begin.
  public int begin(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /// Where the entries of a row end.
  public int end(int row) {
    return ends[row];
  }

  public int column(int at) {
    return columns[at];
  }

  public float value(int at) {
    return values[at];
  }

  int[] ends() {
    return ends;
  }

  int[] columns() {
    return columns;
  }

  float[] values() {
    return values;
  }
}
