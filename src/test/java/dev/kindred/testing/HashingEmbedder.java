package dev.kindred.testing;

import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/// Text to unit vector without a model: each word has a direction drawn from its hash, a text is
/// the sum of its words. Texts that share words are near; the same text always has the same vector.
/// Thread-safe.
public final class HashingEmbedder implements Function<String, float[]> {
  public static final String MODEL = "hashing";
  private final int dimensions;

  public HashingEmbedder(int dimensions) {
    this.dimensions = dimensions;
  }

  public int dimensions() {
    return dimensions;
  }

  @Override
  public float[] apply(String text) {
    double[] sum = new double[dimensions]; // so that the order of the words makes no difference
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (word.isEmpty()) continue;
      Random random = new Random(word.hashCode() * 0x9E3779B97F4A7C15L);
      for (int i = 0; i < dimensions; i++) sum[i] += random.nextGaussian();
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) vector[i] = (float) sum[i];
    return UnitVectors.unit(vector);
  }
}
