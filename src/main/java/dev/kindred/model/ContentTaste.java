package dev.kindred.model;

import java.util.Map;

/// Taste and popularity of titles that nobody has seen, from what they say of themselves: a linear
/// map from content features to the factors, and to the logarithm of how many took to a title.
/// Immutable. An estimate costs some ten microseconds.
public final class ContentTaste {
  private final String embedding;
  private final int interactions;
  private final float[] means;
  private final float[] dense;
  private final Map<String, Integer> names;
  private final float[] sparse;

  /// @param embedding id of the model of the vectors of meaning
  /// @param interactions that the counts come from, 1 or more
  /// @param means what is expected of a title without features: as many numbers as the factors have
  ///   dimensions, then the logarithm of one more than the count; not copied
  /// @param dense as many numbers for each value of the vectors of meaning; not copied
  /// @param names of the sparse features, each with its place, from 0
  /// @param sparse as many numbers for each of them; not copied
  public ContentTaste(
      String embedding,
      int interactions,
      float[] means,
      float[] dense,
      Map<String, Integer> names,
      float[] sparse) {
    if (interactions < 1)
      throw new IllegalArgumentException("interactions must be 1 or more, got " + interactions);
    if (means.length < 2 || dense.length % means.length != 0)
      throw new IllegalArgumentException(dense.length + " weights of " + means.length);
    if (sparse.length != (long) names.size() * means.length)
      throw new IllegalArgumentException(
          sparse.length + " weights of " + names.size() + " features");
    for (int place : names.values())
      if (place < 0 || place >= names.size())
        throw new IllegalArgumentException("place " + place + " of " + names.size());
    this.embedding = embedding;
    this.interactions = interactions;
    this.means = means;
    this.dense = dense;
    this.names = Map.copyOf(names);
    this.sparse = sparse;
  }

  /// What is thought of one title.
  public static final class Estimate {
    private final float[] vector;
    private final float popularity;

    private Estimate(float[] vector, float popularity) {
      this.vector = vector;
      this.popularity = popularity;
    }

    /// In the space of the factors; read only.
    public float[] vector() {
      return vector;
    }

    /// The share of all interactions that it would have by now, 0 or more.
    public float popularity() {
      return popularity;
    }
  }

  /// Of the factors.
  public int dimension() {
    return means.length - 1;
  }

  /// Id of the model whose vectors of meaning it reads.
  public String embedding() {
    return embedding;
  }

  /// @param of with vectors of meaning by [#embedding], or with none
  public Estimate estimate(ContentFeatures of) {
    float[] values = of.dense();
    if (values.length != 0 && values.length * means.length != dense.length)
      throw new IllegalArgumentException(
          values.length
              + " values of meaning, those of "
              + embedding
              + " are "
              + dense.length / means.length);
    float[] sum = means.clone();
    for (int i = 0; i < values.length; i++) add(sum, values[i], dense, i);
    of.sparse()
        .forEach((name, weight) -> {
          Integer place = names.get(name);
          if (place != null) add(sum, weight, sparse, place);
        });
    float[] vector = new float[dimension()];
    System.arraycopy(sum, 0, vector, 0, vector.length);
    double count = Math.max(0, Math.expm1(sum[vector.length]));
    return new Estimate(vector, (float) (count / interactions));
  }

  private static void add(float[] sum, float weight, float[] weights, int place) {
    int from = place * sum.length;
    for (int i = 0; i < sum.length; i++) sum[i] = Math.fma(weight, weights[from + i], sum[i]);
  }

  int interactions() {
    return interactions;
  }

  float[] means() {
    return means;
  }

  float[] dense() {
    return dense;
  }

  Map<String, Integer> names() {
    return names;
  }

  float[] sparse() {
    return sparse;
  }
}
