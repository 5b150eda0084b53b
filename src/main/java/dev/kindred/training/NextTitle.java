package dev.kindred.training;

import java.util.stream.IntStream;

/// What a viewer turns to next, from the titles last taken to.
final class NextTitle {
  private NextTitle() {}

  /// The ridge regression of the next title on the decayed state before it, over all places of all
  /// histories, in closed form: `(AᵀA + λI)⁻¹ AᵀY`, which EASE is for sequences. Cost: 3n³
  /// operations and 8n² bytes for n titles.
  ///
  /// @param length of the state, in titles
  /// @param decay of each title against the one after it
  /// @param penalty λ, above 0
  static Matrix ridge(Interactions of, int length, double decay, double penalty) {
    Matrix weights = CoOccurrence.ofStates(of, length, decay);
    weights.addToDiagonal((float) penalty);
    weights.invert();
    weights.multiply(CoOccurrence.ofNext(of, length, decay));
    return weights;
  }

  /// How often the other title came next after this one, each time counted by the decay, as a share
  /// of all that came after this one, damped: rare titles are not believed.
  ///
  /// @param damping added to the denominator, in states
  static Matrix transitions(Interactions of, int length, double decay, double damping) {
    Matrix shares = CoOccurrence.ofNext(of, length, decay);
    int n = shares.rows();
    float[] values = shares.values();
    double full = (1 - Math.pow(decay, length)) / (1 - decay); // of a whole state's weights
    IntStream.range(0, n)
        .parallel()
        .forEach(row -> {
          double sum = 0;
          for (int j = 0; j < n; j++) sum += values[row * n + j];
          float factor = (float) (1 / (sum + damping) / full);
          for (int j = 0; j < n; j++) values[row * n + j] *= factor;
        });
    return shares;
  }
}
