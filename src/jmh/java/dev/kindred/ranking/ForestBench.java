package dev.kindred.ranking;

import dev.kindred.catalogue.TitleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// How long 300 candidates take in a forest of 150 trees of depth 5, each a full one.
public final class ForestBench {
  private static final int CANDIDATES = 300;
  private static final int TREES = 150;
  private static final int DEPTH = 5;
  private static final int ROUNDS = 5_000;

  private ForestBench() {}

  public static void main(String[] arguments) {
    Random random = new Random(1);
    Forest forest = RandomForest.of(TREES, DEPTH, 1);
    List<TitleId> titles = new ArrayList<>();
    for (int row = 0; row < CANDIDATES; row++) titles.add(new TitleId("t" + row));
    FeatureTable table = new FeatureTable(titles);
    for (int row = 0; row < CANDIDATES; row++)
      for (Feature feature : Feature.values()) table.set(row, feature, random.nextDouble());
    double[] took = new double[ROUNDS];
    double sum = 0;
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      long start = System.nanoTime();
      sum += forest.scores(table)[round & 255];
      if (round >= 0) took[round] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%d candidates, %d trees of depth %d: p50 %.2f ms, p99 %.2f ms (%.1f)%n",
        CANDIDATES,
        TREES,
        DEPTH,
        took[ROUNDS / 2],
        took[ROUNDS * 99 / 100],
        sum);
  }
}
