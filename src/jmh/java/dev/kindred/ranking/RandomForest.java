package dev.kindred.ranking;

import java.util.Random;

/// A forest that costs what a learned one costs: full trees that ask for random features.
public final class RandomForest {
  private RandomForest() {}

  public static Forest of(int trees, int depth, long seed) {
    Random random = new Random(seed);
    int inner = (1 << depth) - 1;
    int nodes = 2 * inner + 1;
    int[] roots = new int[trees];
    int[] feature = new int[trees * nodes];
    float[] threshold = new float[feature.length];
    int[] left = new int[feature.length];
    for (int tree = 0; tree < trees; tree++) {
      roots[tree] = tree * nodes;
      for (int node = 0; node < nodes; node++) {
        int at = roots[tree] + node;
        threshold[at] = random.nextFloat();
        feature[at] = node < inner ? random.nextInt(FeatureTable.WIDTH) : -1;
        left[at] = node < inner ? roots[tree] + 2 * node + 1 : 0;
      }
    }
    return new Forest(roots, feature, threshold, left);
  }
}
