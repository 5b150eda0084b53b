package dev.kindred.testing;

import java.util.Random;

/// Unit vectors in clusters, as embeddings of a catalogue are: graphs that serve spread-out vectors
/// well can fail on these.
public final class UnitVectors {
  private final Random random;
  private final float[][] centres;
  private final double spread;

  /// @param spread length of the step away from a cluster's centre, relative to the centre's
  public UnitVectors(Random random, int clusters, int dimensions, double spread) {
    this.random = random;
    this.spread = spread / Math.sqrt(dimensions);
    this.centres = new float[clusters][];
    for (int c = 0; c < clusters; c++) {
      float[] centre = new float[dimensions];
      for (int i = 0; i < dimensions; i++) centre[i] = (float) random.nextGaussian();
      centres[c] = unit(centre);
    }
  }

  /// A vector near the centre of any cluster.
  public float[] next() {
    float[] vector = centres[random.nextInt(centres.length)].clone();
    for (int i = 0; i < vector.length; i++) vector[i] += (float) (spread * random.nextGaussian());
    return unit(vector);
  }

  /// The vector at length one; nothing at all points along the first axis.
  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) squares += (double) value * value;
    if (squares == 0) vector[0] = 1;
    float length = squares == 0 ? 1 : (float) Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) vector[i] /= length;
    return vector;
  }
}
