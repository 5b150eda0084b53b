package dev.kindred.model;

/// All weights, 4 bytes each: for evaluation and for small catalogues.
public final class DenseWeights implements Weights {
  private final int size;
  private final float[] values;

  /// @param values by row, then by column; not copied, and not to be changed any more
  public DenseWeights(int size, float[] values) {
    if (values.length != (long) size * size)
      throw new IllegalArgumentException(size + " titles take " + (long) size * size + " weights");
    this.size = size;
    this.values = values;
  }

  @Override
  public void addRow(int row, float factor, float[] scores) {
    int from = row * size;
    for (int column = 0; column < size; column++)
      scores[column] = Math.fma(factor, values[from + column], scores[column]);
  }
}
