package dev.kindred.ranking;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Regression trees in flat arrays: a row's score is the sum of the leaves it reaches. Node `n`
/// sends a row to `left[n]` when its value of `feature[n]` is below `threshold[n]`, else to
/// `left[n] + 1`; a leaf has the feature -1 and its value in `threshold[n]`. Costs the depth of a
/// tree a tree and row, without branches mispredicted by pointers: one array a question.
public final class Forest implements RankingModel {
  private final int[] roots;
  private final int[] feature;
  private final float[] threshold;
  private final int[] left;
  private final Set<Feature> read;

  /// The arrays are copied.
  ///
  /// @throws IllegalArgumentException when a node leads nowhere, or backwards
  public Forest(int[] roots, int[] feature, float[] threshold, int[] left) {
    this.roots = roots.clone();
    this.feature = feature.clone();
    this.threshold = threshold.clone();
    this.left = left.clone();
    int nodes = feature.length;
    if (threshold.length != nodes || left.length != nodes)
      throw new IllegalArgumentException("the arrays of a forest must be equally long");
    for (int root : roots)
      if (root < 0 || root >= nodes)
        throw new IllegalArgumentException("a root must be 0.." + (nodes - 1) + ", got " + root);
    for (int node = 0; node < nodes; node++) {
      if (feature[node] < -1 || feature[node] >= FeatureTable.WIDTH)
        throw new IllegalArgumentException("node " + node + " asks for feature " + feature[node]);
      if (!Float.isFinite(threshold[node]))
        throw new IllegalArgumentException("node " + node + " holds " + threshold[node]);
      if (feature[node] >= 0 && (left[node] <= node || left[node] + 1 >= nodes))
        throw new IllegalArgumentException("node " + node + " leads to " + left[node]);
    }
    boolean[] columns = new boolean[FeatureTable.WIDTH];
    for (int column : feature) if (column >= 0) columns[column] = true;
    Set<Feature> asked = EnumSet.noneOf(Feature.class);
    for (Feature one : Feature.values()) if (columns[one.column()]) asked.add(one);
    this.read = Collections.unmodifiableSet(asked);
  }

  public int trees() {
    return roots.length;
  }

  /// The same with every leaf times `factor`.
  public Forest scaled(double factor) {
    float[] values = threshold.clone();
    for (int node = 0; node < values.length; node++)
      if (feature[node] < 0) values[node] *= (float) factor;
    return new Forest(roots, feature, values, left);
  }

  int[] roots() {
    return roots.clone();
  }

  int[] feature() {
    return feature.clone();
  }

  float[] threshold() {
    return threshold.clone();
  }

  int[] left() {
    return left.clone();
  }

  @Override
  public Set<Feature> features() {
    return read;
  }

  @Override
  public double[] scores(FeatureTable table) {
    double[] scores = new double[table.rows()];
    float[] values = table.values();
    for (int root : roots)
      for (int row = 0; row < scores.length; row++)
        scores[row] += leaf(root, values, row * FeatureTable.WIDTH);
    return scores;
  }

  private float leaf(int root, float[] values, int at) {
    int node = root;
    while (feature[node] >= 0)
      node = left[node] + (values[at + feature[node]] < threshold[node] ? 0 : 1);
    return threshold[node];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forest forest
        && Arrays.equals(roots, forest.roots)
        && Arrays.equals(feature, forest.feature)
        && Arrays.equals(threshold, forest.threshold)
        && Arrays.equals(left, forest.left);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(threshold);
  }
}
