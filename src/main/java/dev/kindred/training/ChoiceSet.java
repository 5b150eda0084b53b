package dev.kindred.training;

/// What one viewer chose among: the features of each title, the chosen ones first.
final class ChoiceSet {
  private final int chosen;
  private final float[] features;

  /// @param chosen how many were, 1 or more
  /// @param features title by title
  ChoiceSet(int chosen, float[] features) {
    if (chosen < 1) throw new IllegalArgumentException("nothing was chosen");
    this.chosen = chosen;
    this.features = features;
  }

  int chosen() {
    return chosen;
  }

  float[] features() {
    return features;
  }
}
