package dev.kindred.evaluation;

import dev.kindred.feedback.reader.Rating;
import dev.kindred.measure.Metric;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.History;
import dev.kindred.training.ColdTitles;
import dev.kindred.training.Interactions;
import dev.kindred.training.ModelOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One seed of a [ColdItemsEvaluation].
final class ColdItemsRun {
  static final Metric METRIC = new Metric.Ndcg(20);
  static final int MIXED = 20;

  private final RatingsData data;
  private final Map<String, ContentFeatures> features;
  private final ModelOptions options;
  private final int seed;

  ColdItemsRun(
      RatingsData data, Map<String, ContentFeatures> features, ModelOptions options, int seed) {
    this.data = data;
    this.features = features;
    this.options = options;
    this.seed = seed;
  }

  /// @param scores by model, of the held-out titles ranked among themselves
  /// @param share of the held-out titles among the first [#MIXED] of all titles
  record Figures(Map<String, Scores> scores, double share) {}

  Figures measure(List<String> warm, List<String> cold) {
    Map<String, Integer> rows = new HashMap<>();
    warm.forEach(id -> rows.put(id, rows.size()));
    Map<String, Integer> coldRows = new HashMap<>();
    cold.forEach(id -> coldRows.put(id, coldRows.size()));
    List<String> viewers = new ArrayList<>();
    List<int[]> found = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> taken = new ArrayList<>();
    List<Long> seconds = new ArrayList<>();
    float[] truth = new float[cold.size()];
    data.viewers()
        .forEach((viewer, all) -> {
          for (Rating rating : all) {
            Integer row = rows.get(rating.title());
            if (row == null) continue;
            taken.add(row);
            seconds.add(rating.time().getEpochSecond());
          }
          int[] hidden =
              all.stream()
                  .mapToInt(rating -> coldRows.getOrDefault(rating.title(), -1))
                  .filter(row -> row >= 0)
                  .toArray();
          for (int row : hidden) truth[row]++;
          viewers.add(viewer);
          ends.add(taken.size());
          found.add(hidden);
        });
    Interactions train =
        new Interactions(
            warm.size(), ints(ends), ints(taken), seconds.stream().mapToLong(s -> s).toArray());
    ColdTitles model =
        ColdTitles.train(train, warm.stream().map(features::get).toList(), options, seed);
    List<ContentFeatures> of = cold.stream().map(features::get).toList();
    ColdTitles.Estimates estimates = model.estimate(of);
    Map<String, Scores> scores = new LinkedHashMap<>();
    for (String name :
        List.of("oracle", "popularity-from-content", "factors-from-content", "kindred"))
      scores.put(name, Scores.none(List.of(METRIC)));
    double share = 0;
    int measured = 0;
    for (int viewer = 0; viewer < viewers.size(); viewer++) {
      if (found.get(viewer).length == 0) continue;
      History history = train.history(viewer);
      Map<String, Integer> grades = new HashMap<>();
      for (int row : found.get(viewer)) grades.put(cold.get(row), 1);
      ColdTitles.Scored scored = estimates.score(history);
      add(scores, "oracle", viewers.get(viewer), truth, cold, grades);
      add(
          scores,
          "popularity-from-content",
          viewers.get(viewer),
          scored.popularity(),
          cold,
          grades);
      add(scores, "factors-from-content", viewers.get(viewer), scored.taste(), cold, grades);
      add(scores, "kindred", viewers.get(viewer), scored.blended(), cold, grades);
      share += estimates.coldShare(history, MIXED);
      measured++;
    }
    return new Figures(scores, share / measured);
  }

  private static void add(
      Map<String, Scores> to,
      String name,
      String viewer,
      float[] values,
      List<String> ids,
      Map<String, Integer> grades) {
    List<String> ranking = new ArrayList<>();
    for (int row : RankedTitles.best(values, MIXED)) ranking.add(ids.get(row));
    to.getOrDefault(name, Scores.none(List.of(METRIC)))
        .add(viewer, ranking, grades, List.of(METRIC));
  }

  private static int[] ints(List<Integer> of) {
    return of.stream().mapToInt(i -> i).toArray();
  }
}
