package dev.kindred.index;

import org.apache.lucene.util.VectorUtil;

/// Similarity of unit vectors, on the processor's vector units.
public final class VectorSimilarity {
  private VectorSimilarity() {}

  /// The cosine of two unit vectors of the same dimension, -1..1.
  public static double cosine(float[] a, float[] b) {
    return VectorUtil.dotProduct(a, b);
  }
}
