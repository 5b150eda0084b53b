package dev.kindred.training;

/// Embarrassingly shallow autoencoders: the item-item weights with a zero diagonal that best
/// rebuild each viewer's set from itself, in closed form. Steck, WWW 2019. Cost: n³ operations and
/// 4n² bytes for n titles.
public final class Ease {
  private Ease() {}

  /// @param penalty of the squared weights (λ), above 0
  static Matrix weights(Interactions of, double penalty) {
    Matrix sum = CoOccurrence.ofSets(of);
    sum.addToDiagonal((float) penalty);
    sum.invert();
    int n = sum.rows();
    float[] values = sum.values();
    float[] diagonal = new float[n];
    for (int i = 0; i < n; i++) diagonal[i] = -values[i * n + i];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) values[i * n + j] /= diagonal[j];
      values[i * n + i] = 0;
    }
    return sum;
  }
}
