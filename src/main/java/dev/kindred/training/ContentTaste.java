package dev.kindred.training;

import dev.kindred.model.Factors;
import java.util.List;
import java.util.stream.IntStream;

/// Taste and popularity of titles that nobody has seen, from what they say of themselves: a ridge
/// from content features to the factors and to the logarithm of the count of the titles that are
/// known (Gantner et al., "Learning attribute-to-feature mappings for cold-start recommendations",
/// ICDM 2010), in its dual form, whose cost depends on the number of titles and not of features: n³
/// operations and 4n² bytes.
public final class ContentTaste {
  private final List<ContentFeatures> known;
  private final int outputs;
  private final float[] means;
  private final float[] coefficients;

  private ContentTaste(
      List<ContentFeatures> known, int outputs, float[] means, float[] coefficients) {
    this.known = known;
    this.outputs = outputs;
    this.means = means;
    this.coefficients = coefficients;
  }

  /// @param known features of the titles by row of the factors
  /// @param counts how often each was taken to
  /// @param penalty λ, in units of the squared length of the features
  public static ContentTaste train(
      List<ContentFeatures> known, Factors factors, int[] counts, double penalty) {
    int n = known.size();
    int outputs = factors.dimension() + 1;
    float[] targets = new float[n * outputs];
    float[] means = new float[outputs];
    for (int row = 0; row < n; row++) {
      float[] vector = factors.title(row);
      System.arraycopy(vector, 0, targets, row * outputs, vector.length);
      targets[row * outputs + outputs - 1] = (float) Math.log1p(counts[row]);
      for (int i = 0; i < outputs; i++) means[i] += targets[row * outputs + i] / n;
    }
    Matrix likeness = new Matrix(n, n);
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = 0; j <= i; j++)
            likeness.add(i, j, (float) known.get(i).likeness(known.get(j)));
        });
    likeness.addToDiagonal((float) penalty);
    likeness.invert();
    float[] coefficients = new float[n * outputs];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = 0; j < n; j++) {
            float weight = likeness.get(i, j);
            for (int o = 0; o < outputs; o++)
              coefficients[i * outputs + o] += weight * (targets[j * outputs + o] - means[o]);
          }
        });
    return new ContentTaste(List.copyOf(known), outputs, means, coefficients);
  }

  /// Numbers of an estimate: as many as the factors have dimensions, then the logarithm of one more
  /// than the count.
  public float[] estimate(ContentFeatures of) {
    float[] estimate = means.clone();
    for (int row = 0; row < known.size(); row++) {
      float likeness = (float) of.likeness(known.get(row));
      if (likeness == 0) continue;
      for (int o = 0; o < outputs; o++) estimate[o] += likeness * coefficients[row * outputs + o];
    }
    return estimate;
  }
}
