package dev.kindred.training.ranking;

import dev.kindred.catalogue.TitleId;
import dev.kindred.ranking.Feature;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.QueryClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/// Judged queries of which it is known what makes an answer.
final class Judged {
  private Judged() {}

  /// Queries of random features whose answer is the title with the greatest worth.
  static List<JudgedQuery> by(
      ToDoubleBiFunction<FeatureTable, Integer> worth, int queries, int titles, Random random) {
    List<JudgedQuery> judged = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      List<TitleId> ids = new ArrayList<>();
      for (int t = 0; t < titles; t++) ids.add(new TitleId("q" + q + "-t" + t));
      FeatureTable table = new FeatureTable(ids);
      int best = 0;
      for (int t = 0; t < titles; t++) {
        for (Feature feature : Feature.values()) table.set(t, feature, random.nextDouble());
        if (worth.applyAsDouble(table, t) > worth.applyAsDouble(table, best)) best = t;
      }
      judged.add(
          new JudgedQuery(
              "q" + q, QueryClass.DESCRIPTION, table, Set.of(ids.get(best).value())));
    }
    return judged;
  }
}
