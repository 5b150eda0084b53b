package dev.kindred.training;

import dev.kindred.model.Factors;
import dev.kindred.model.ViewerPrior;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Viewers of like taste, by the direction of their vectors: k-means, whose centres begin far apart
/// (Arthur, Vassilvitskii, "k-means++", SODA 2007).
final class ViewerClusters {
  private static final int CLUSTERS = 32;

  /// Viewers that are looked at; the means are few.
  private static final int VIEWERS = 20_000;

  private static final int ROUNDS = 25;
  private static final long SEED = 17;

  private final int dimension;

  /// Unit vectors of viewers.
  private final float[][] directions;

  private ViewerClusters(int dimension, float[][] directions) {
    this.dimension = dimension;
    this.directions = directions;
  }

  /// Means of the vectors themselves, of every cluster that has a viewer.
  static ViewerPrior prior(Interactions of, Factors factors) {
    int[] viewers = viewers(of);
    float[][] vectors = new float[viewers.length][];
    IntStream.range(0, vectors.length)
        .parallel()
        .forEach(i -> vectors[i] = factors.viewer(of.history(viewers[i])));
    int dimension = factors.dimension();
    float[][] directions = Arrays.stream(vectors).map(ViewerClusters::unit).toArray(float[][]::new);
    int[] clusters = new ViewerClusters(dimension, directions).clusters();
    int[] sizes = new int[CLUSTERS];
    for (int cluster : clusters) sizes[cluster]++;
    int[] filled = IntStream.range(0, CLUSTERS).filter(c -> sizes[c] > 0).toArray();
    if (filled.length == 0)
      return new ViewerPrior(dimension, new float[dimension], new float[] {1});
    float[] means = new float[filled.length * dimension];
    float[] shares = new float[filled.length];
    for (int i = 0; i < clusters.length; i++) {
      int place = Arrays.binarySearch(filled, clusters[i]);
      for (int j = 0; j < dimension; j++)
        means[place * dimension + j] += vectors[i][j] / sizes[clusters[i]];
      shares[place] += 1f / clusters.length;
    }
    return new ViewerPrior(dimension, means, shares);
  }

  /// Those who took to something, evenly thinned out.
  private static int[] viewers(Interactions of) {
    int[] all = IntStream.range(0, of.viewers()).filter(v -> of.end(v) > of.begin(v)).toArray();
    int step = Math.max(1, Math.ceilDiv(all.length, VIEWERS));
    return IntStream.range(0, Math.ceilDiv(all.length, step)).map(i -> all[i * step]).toArray();
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) squares += (double) value * value;
    float[] unit = new float[vector.length];
    double length = Math.sqrt(squares);
    if (length > 0) for (int i = 0; i < unit.length; i++) unit[i] = (float) (vector[i] / length);
    return unit;
  }

  /// The cluster of each viewer, below [#CLUSTERS].
  private int[] clusters() {
    if (directions.length == 0) return new int[0];
    float[][] centres = begin();
    int[] clusters = new int[directions.length];
    for (int round = 0; round < ROUNDS; round++) {
      float[][] now = centres;
      int[] next = Arrays.stream(directions).parallel().mapToInt(of -> nearest(of, now)).toArray();
      if (round > 0 && Arrays.equals(next, clusters)) break;
      clusters = next;
      centres = means(clusters, centres);
    }
    return clusters;
  }

  /// Each centre is a viewer, drawn by the square of the distance to the centres before it.
  private float[][] begin() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] centres = new float[CLUSTERS][];
    centres[0] = directions[random.nextInt(directions.length)];
    double[] distances = new double[directions.length];
    Arrays.fill(distances, Double.MAX_VALUE);
    for (int cluster = 1; cluster < CLUSTERS; cluster++) {
      double sum = 0;
      for (int i = 0; i < distances.length; i++) {
        distances[i] = Math.min(distances[i], distance(directions[i], centres[cluster - 1]));
        sum += distances[i];
      }
      double lot = random.nextDouble() * sum;
      int drawn = 0;
      while (drawn < distances.length - 1 && lot >= distances[drawn]) lot -= distances[drawn++];
      centres[cluster] = directions[drawn];
    }
    return centres;
  }

  private static int nearest(float[] to, float[][] centres) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int cluster = 0; cluster < centres.length; cluster++) {
      double distance = distance(to, centres[cluster]);
      if (distance < least) {
        least = distance;
        nearest = cluster;
      }
    }
    return nearest;
  }

  /// A centre that nobody is near to stays where it is.
  private float[][] means(int[] clusters, float[][] before) {
    float[][] means = new float[CLUSTERS][dimension];
    int[] sizes = new int[CLUSTERS];
    for (int i = 0; i < clusters.length; i++) {
      sizes[clusters[i]]++;
      for (int j = 0; j < dimension; j++) means[clusters[i]][j] += directions[i][j];
    }
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      if (sizes[cluster] == 0) means[cluster] = before[cluster];
      else for (int j = 0; j < dimension; j++) means[cluster][j] /= sizes[cluster];
    }
    return means;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
  }
}
