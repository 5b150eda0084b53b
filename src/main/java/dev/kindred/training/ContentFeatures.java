package dev.kindred.training;

import java.util.Map;

/// What a title says of itself before anybody has seen it: dense vectors of meaning and sparse
/// blocks of names, each scaled to a length of its own, so that the product of two titles' features
/// is a weighted mean of their likenesses.
///
/// @param sparse weight by feature
public record ContentFeatures(Vector dense, Map<String, Float> sparse) {
  /// A vector that is not changed any more, of a multiple of four values; empty when there is none.
  public static final class Vector {
    private final float[] values;

    public Vector(float[] values) {
      if (values.length % 4 != 0)
        throw new IllegalArgumentException("four values at a time, got " + values.length);
      this.values = values;
    }
  }

  public ContentFeatures {
    sparse = Map.copyOf(sparse);
  }

  /// The product with another's: how alike the two are.
  double likeness(ContentFeatures other) {
    double sum = dot(dense.values, other.dense.values);
    if (sparse.size() > other.sparse.size()) return sum + shared(other.sparse, sparse);
    return sum + shared(sparse, other.sparse);
  }

  private static double shared(Map<String, Float> fewer, Map<String, Float> more) {
    double sum = 0;
    for (Map.Entry<String, Float> one : fewer.entrySet())
      sum += one.getValue() * more.getOrDefault(one.getKey(), 0f);
    return sum;
  }

  /// Four sums side by side: one alone would wait for itself.
  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int n = Math.min(a.length, b.length) & ~3;
    for (int i = 0; i < n; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    return s0 + s1 + s2 + s3;
  }
}
