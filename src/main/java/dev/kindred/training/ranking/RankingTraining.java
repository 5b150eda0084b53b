package dev.kindred.training.ranking;

import dev.kindred.ranking.Feature;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.Forest;
import dev.kindred.ranking.LinearModel;
import dev.kindred.ranking.QueryClass;
import dev.kindred.ranking.RankingModel;
import dev.kindred.ranking.RankingModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Ranking models from judged queries, one a class of queries.
public final class RankingTraining {
  /// Classes with fewer queries to learn from keep the model set by hand.
  private static final int ENOUGH = 100;

  /// Candidates of a query that trees learn from: the best by hand, and the answers.
  private static final int COMPARED = 120;

  /// Share of the queries whose popularity is dropped: a catalogue may have none.
  private static final double DROPPED = 0.1;

  private static final long SEED = 1;

  /// What is learned.
  public enum Method {
    LINEAR,
    FOREST
  }

  private RankingTraining() {}

  /// The models set by hand, with learned ones for the classes that have enough queries.
  ///
  /// @param queries those without an answer among their candidates are passed over
  public static RankingModels train(List<JudgedQuery> queries, Method method) {
    Map<QueryClass, List<JudgedQuery>> byClass = new EnumMap<>(QueryClass.class);
    Random random = new Random(SEED);
    for (JudgedQuery query : queries) {
      if (query.classed() == QueryClass.PLAIN || query.found().length == 0) continue;
      boolean drop = random.nextDouble() < DROPPED;
      byClass
          .computeIfAbsent(query.classed(), c -> new ArrayList<>())
          .add(drop ? query.withoutPopularity() : query);
    }
    Map<QueryClass, RankingModel> learned = new EnumMap<>(QueryClass.class);
    byClass.forEach((of, some) -> {
      if (some.size() >= ENOUGH) learned.put(of, fit(of, some, method));
    });
    return RankingModels.BY_HAND.with(
        new RankingModels(method == Method.LINEAR ? "linear" : "forest", learned));
  }

  private static RankingModel fit(QueryClass of, List<JudgedQuery> queries, Method method) {
    return switch (method) {
      case LINEAR -> {
        LinearModel model = ListwiseSoftmax.fit(queries);
        double spread = spread(model, queries);
        Map<Feature, Double> weights = model.weights();
        weights.replaceAll((feature, weight) -> weight / spread);
        yield new LinearModel(weights);
      }
      case FOREST -> {
        RankingModel byHand = RankingModels.BY_HAND.byClass().get(of);
        List<JudgedQuery> best =
            byHand == null ? queries : queries.stream().map(q -> best(q, byHand)).toList();
        Forest forest = LambdaMart.fit(best);
        yield forest.scaled(1 / spread(forest, queries));
      }
    };
  }

  private static JudgedQuery best(JudgedQuery query, RankingModel by) {
    double[] scores = by.scores(query.features());
    if (scores.length <= COMPARED) return query;
    double[] ordered = scores.clone();
    Arrays.sort(ordered);
    double least = ordered[ordered.length - COMPARED];
    FeatureTable some = query.features().only(row -> scores[row] >= least || query.isAnswer(row));
    return new JudgedQuery(query.id(), query.classed(), some, query.answers());
  }

  /// The mean distance between the best and the last score of a query.
  private static double spread(RankingModel model, List<JudgedQuery> queries) {
    double spread =
        queries.stream()
            .mapToDouble(query -> {
              double[] scores = model.scores(query.features());
              return Arrays.stream(scores).max().orElse(0)
                  - Arrays.stream(scores).min().orElse(0);
            })
            .average()
            .orElse(1);
    return spread > 0 ? spread : 1;
  }
}
