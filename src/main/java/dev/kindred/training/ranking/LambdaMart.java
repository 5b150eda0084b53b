package dev.kindred.training.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.Forest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Boosted trees that move answers up where that gains most nDCG: LambdaMART (Burges, From RankNet
/// to LambdaRank to LambdaMART, 2010), trained by XGBoost (Chen and Guestrin, KDD 2016) and handed
/// over as flat arrays. XGBoost is not loaded where only ranking is done.
final class LambdaMart {
  private static final int ROUNDS = 120;

  private static final Map<String, Object> OPTIONS =
      Map.ofEntries(
          Map.entry("objective", "rank:ndcg"),
          Map.entry("lambdarank_pair_method", "topk"),
          Map.entry("lambdarank_num_pair_per_sample", 12),
          Map.entry("eta", 0.08),
          Map.entry("max_depth", 5),
          Map.entry("min_child_weight", 5),
          Map.entry("subsample", 0.8),
          Map.entry("colsample_bytree", 0.7),
          Map.entry("lambda", 5),
          Map.entry("tree_method", "hist"),
          Map.entry("nthread", 1), // threads that wait for each other lose more on a shared machine
          Map.entry("max_bin", 128),
          Map.entry("seed", 1),
          Map.entry("verbosity", 0));

  private LambdaMart() {}

  /// @param queries with at least one answer among their candidates each
  static Forest fit(List<JudgedQuery> queries) {
    return fit(queries, ROUNDS);
  }

  static Forest fit(List<JudgedQuery> queries, int rounds) {
    try {
      DMatrix matrix = matrix(queries);
      Booster booster = null;
      try {
        booster = XGBoost.train(matrix, OPTIONS, rounds, Map.of(), null, null);
        return forest(booster);
      } finally {
        if (booster != null) booster.dispose();
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  static DMatrix matrix(List<JudgedQuery> queries) throws XGBoostError {
    int rows = queries.stream().mapToInt(query -> query.features().rows()).sum();
    float[] values = new float[rows * FeatureTable.WIDTH];
    float[] labels = new float[rows];
    int[] groups = new int[queries.size()];
    int at = 0;
    for (int i = 0; i < groups.length; i++) {
      JudgedQuery query = queries.get(i);
      groups[i] = query.features().rows();
      float[] of = query.features().values();
      System.arraycopy(of, 0, values, at * FeatureTable.WIDTH, of.length);
      for (int row : query.found()) labels[at + row] = 1;
      at += groups[i];
    }
    DMatrix matrix = new DMatrix(values, rows, FeatureTable.WIDTH, Float.NaN);
    matrix.setLabel(labels);
    matrix.setGroup(groups);
    return matrix;
  }

  /// The trees of XGBoost's own JSON, renumbered so that siblings stand side by side.
  static Forest forest(Booster booster) throws XGBoostError {
    JsonNode trees =
        Json.parse(booster.toByteArray("json"))
            .path("learner")
            .path("gradient_booster")
            .path("model")
            .path("trees");
    Nodes nodes = new Nodes();
    int[] roots = new int[trees.size()];
    for (int i = 0; i < roots.length; i++) roots[i] = nodes.add(trees.get(i));
    return nodes.forest(roots);
  }

  private static final class Nodes {
    private final List<Integer> feature = new ArrayList<>();
    private final List<Float> threshold = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();

    int add(JsonNode tree) {
      int root = space();
      fill(root, tree, 0);
      return root;
    }

    private int space() {
      feature.add(-1);
      threshold.add(0f);
      left.add(0);
      return feature.size() - 1;
    }

    private void fill(int node, JsonNode tree, int from) {
      int yes = tree.path("left_children").get(from).asInt();
      threshold.set(node, (float) tree.path("split_conditions").get(from).asDouble());
      if (yes < 0) return; // the condition of a leaf is its value
      feature.set(node, tree.path("split_indices").get(from).asInt());
      int first = space();
      space();
      left.set(node, first);
      fill(first, tree, yes);
      fill(first + 1, tree, tree.path("right_children").get(from).asInt());
    }

    Forest forest(int[] roots) {
      int[] features = feature.stream().mapToInt(Integer::intValue).toArray();
      int[] lefts = left.stream().mapToInt(Integer::intValue).toArray();
      float[] thresholds = new float[threshold.size()];
      for (int i = 0; i < thresholds.length; i++) thresholds[i] = threshold.get(i);
      return new Forest(roots, features, thresholds, lefts);
    }
  }
}
