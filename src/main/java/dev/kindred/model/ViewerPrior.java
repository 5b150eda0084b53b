package dev.kindred.model;

/// What viewers are thought to like before much is known of them: clusters of viewers in the space
/// of taste, each with its mean and its share of all. Immutable.
public final class ViewerPrior {
  /// What a cluster is believed to think of a title that its mean does not explain.
  private static final float FLOOR = 1e-2f;

  private final int dimension;
  private final float[] means;
  private final float[] shares;

  /// @param means vectors cluster by cluster; not copied, and not to be changed any more
  /// @param shares of each cluster, above 0; one cluster or more
  public ViewerPrior(int dimension, float[] means, float[] shares) {
    if (shares.length == 0 || means.length != (long) dimension * shares.length)
      throw new IllegalArgumentException(
          means.length + " values of " + shares.length + " clusters of " + dimension);
    for (float share : shares)
      if (!(share > 0)) throw new IllegalArgumentException("a share must be above 0, got " + share);
    this.dimension = dimension;
    this.means = means;
    this.shares = shares;
  }

  public int dimension() {
    return dimension;
  }

  public int clusters() {
    return shares.length;
  }

  /// The mean of the clusters, each by how likely the viewer is of it: by its share, and by the
  /// mean logarithm of what it thinks of the titles of the history, times the root of their number:
  /// titles of one viewer are no independent draws.
  public float[] mean(Factors factors, History history) {
    double[] logarithms = new double[shares.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int cluster = 0; cluster < shares.length; cluster++) {
      double sum = 0;
      for (int at = 0; at < history.size(); at++)
        sum += Math.log(Math.max(0, factors.product(means, cluster, history.row(at))) + FLOOR);
      logarithms[cluster] =
          Math.log(shares[cluster]) + (history.size() == 0 ? 0 : sum / Math.sqrt(history.size()));
      most = Math.max(most, logarithms[cluster]);
    }
    double all = 0;
    for (double logarithm : logarithms) all += Math.exp(logarithm - most);
    float[] mean = new float[dimension];
    for (int cluster = 0; cluster < shares.length; cluster++) {
      float likely = (float) (Math.exp(logarithms[cluster] - most) / all);
      for (int i = 0; i < dimension; i++)
        mean[i] = Math.fma(likely, means[cluster * dimension + i], mean[i]);
    }
    return mean;
  }

  float[] means() {
    return means;
  }

  float[] shares() {
    return shares;
  }
}
