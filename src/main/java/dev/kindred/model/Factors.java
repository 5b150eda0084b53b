package dev.kindred.model;

/// Implicit matrix factorisation: a vector a title, and what it takes to fold a viewer in: the
/// vector that best explains a history, by the same ridge that the titles were trained with. Hu,
/// Koren, Volinsky, ICDM 2008; frequency-scaled regularisation of Rendle et al., RecSys 2022.
public final class Factors implements Scorer {
  private final int dimension;
  private final float[] titles;
  private final float[] gram;
  private final float unobserved;
  private final float penalty;

  /// @param titles vectors row by row; not copied, and not to be changed any more
  /// @param unobserved weight of each title that is not in a history (α), above 0
  /// @param penalty of the squared vector (λ), per title and per `unobserved` weight of all titles
  public Factors(int dimension, float[] titles, float unobserved, float penalty) {
    if (dimension < 1 || titles.length % dimension != 0)
      throw new IllegalArgumentException(titles.length + " values of " + dimension + " dimensions");
    if (!(unobserved > 0)) throw new IllegalArgumentException("unobserved must be above 0");
    if (!(penalty > 0)) throw new IllegalArgumentException("penalty must be above 0");
    this.dimension = dimension;
    this.titles = titles;
    this.unobserved = unobserved;
    this.penalty = penalty;
    this.gram = new float[dimension * dimension];
    for (int row = 0; row < size(); row++) add(gram, row, unobserved);
  }

  public int dimension() {
    return dimension;
  }

  public int size() {
    return titles.length / dimension;
  }

  /// The vector of a title, copied.
  public float[] title(int row) {
    float[] vector = new float[dimension];
    System.arraycopy(titles, row * dimension, vector, 0, dimension);
    return vector;
  }

  /// The vector of a viewer. Cost: a solve of the dimension, about 0.1 ms at 64.
  public float[] viewer(History history) {
    return viewer(history, new float[dimension]);
  }

  /// The vector of a viewer who was thought to be like `prior` before anything was known: what a
  /// history says beyond that moves it.
  ///
  /// @param prior a viewer's vector
  public float[] viewer(History history, float[] prior) {
    double[] right = new double[dimension];
    float[] left = gram.clone();
    float ridge = penalty * (history.size() + unobserved * size());
    for (int i = 0; i < dimension; i++) left[i * dimension + i] += ridge;
    for (int at = 0; at < history.size(); at++) {
      add(left, history.row(at), 1);
      int from = history.row(at) * dimension;
      float surprise = 1 - product(prior, history.row(at));
      for (int i = 0; i < dimension; i++) right[i] += surprise * titles[from + i];
    }
    float[] viewer = solve(left, right);
    for (int i = 0; i < dimension; i++) viewer[i] += prior[i];
    return viewer;
  }

  /// The product of a viewer's vector with a title's.
  private float product(float[] viewer, int row) {
    return product(viewer, 0, row);
  }

  /// The product of one of many vectors, that `place`, with a title's.
  float product(float[] vectors, int place, int row) {
    float sum = 0;
    int at = place * dimension;
    int from = row * dimension;
    for (int i = 0; i < dimension; i++) sum = Math.fma(vectors[at + i], titles[from + i], sum);
    return sum;
  }

  @Override
  public void score(History history, float[] scores) {
    score(viewer(history), scores);
  }

  /// Scores all titles by their products with a viewer's vector.
  public void score(float[] viewer, float[] scores) {
    for (int row = 0; row < scores.length; row++) scores[row] = product(viewer, row);
  }

  float unobserved() {
    return unobserved;
  }

  float penalty() {
    return penalty;
  }

  float[] titles() {
    return titles;
  }

  /// Adds the outer product of a title's vector with itself; the lower triangle only.
  private void add(float[] sum, int row, float weight) {
    int from = row * dimension;
    for (int i = 0; i < dimension; i++) {
      float factor = weight * titles[from + i];
      for (int j = 0; j <= i; j++)
        sum[i * dimension + j] = Math.fma(factor, titles[from + j], sum[i * dimension + j]);
    }
  }

  /// Solves a symmetric positive definite system, given by its lower triangle, by Cholesky; both
  /// arguments are overwritten.
  private float[] solve(float[] left, double[] right) {
    int n = dimension;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        float sum = left[i * n + j];
        for (int k = 0; k < j; k++) sum -= left[i * n + k] * left[j * n + k];
        if (i == j) {
          if (!(sum > 0)) throw new ArithmeticException("not positive definite: pivot " + sum);
          left[j * n + j] = (float) Math.sqrt(sum);
        } else {
          left[i * n + j] = sum / left[j * n + j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) right[i] -= left[i * n + k] * right[k];
      right[i] /= left[i * n + i];
    }
    float[] solution = new float[n];
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) right[i] -= left[k * n + i] * right[k];
      right[i] /= left[i * n + i];
      solution[i] = (float) right[i];
    }
    return solution;
  }
}
