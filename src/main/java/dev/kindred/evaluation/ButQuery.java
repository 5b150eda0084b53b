package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// A templated request: like a title, with one clause about a label.
///
/// @param seed the title to be like
/// @param label what the clause is about
record ButQuery(Title seed, Clause clause, String label) {
  enum Clause {
    /// `like SEED but LABEL`: the seed has not the label, some of the titles alike have it.
    BUT,
    /// `like SEED without LABEL`: the seed has it.
    WITHOUT
  }

  /// Most queries of each clause.
  static final int MOST = 150;

  private static final int A_SEED = 2;
  private static final int A_LABEL = 5;
  private static final int LEAST_RELEVANT = 5;
  private static final int LEAST_TITLES = 5;

  String id() {
    return plainId() + " " + clause + " " + label;
  }

  String plainId() {
    return seed.id().value();
  }

  String plain() {
    return "like " + seed.name();
  }

  String text() {
    return plain() + (clause == Clause.BUT ? " but " : " without ") + label;
  }

  /// Grades by title: 1 for a title alike; of a `but` 2 when it has the label too; of a `without`
  /// none when it has.
  Map<String, Integer> grades(Kinship kinship) {
    Map<String, Integer> grades = new HashMap<>();
    for (String one : kinship.alike().getOrDefault(plainId(), List.of())) {
      boolean has = kinship.has(one, label);
      if (clause == Clause.BUT) grades.put(one, has ? 2 : 1);
      else if (!has) grades.put(one, 1);
    }
    return grades;
  }

  /// The queries that a data set allows, the seeds with most titles alike first, then by votes and
  /// id: [#MOST] of each clause at most, [#A_SEED] a seed, [#A_LABEL] a label.
  static List<ButQuery> of(Kinship kinship, Map<String, Title> titles) {
    Map<String, Integer> counts = kinship.counts();
    List<Title> seeds =
        titles.values().stream()
            .filter(title -> !kinship.alike().getOrDefault(title.id().value(), List.of()).isEmpty())
            .sorted(Comparator.comparingInt(ButQuery::votes).reversed().thenComparing(Title::id))
            .toList();
    List<ButQuery> all = new ArrayList<>();
    for (Clause clause : Clause.values()) {
      List<ButQuery> chosen = new ArrayList<>();
      Map<String, Integer> used = new HashMap<>();
      for (Title seed : seeds) {
        int here = 0;
        for (String label : labels(seed, clause, kinship)) {
          ButQuery query = new ButQuery(seed, clause, label);
          if (chosen.size() == MOST || here == A_SEED) break;
          if (counts.getOrDefault(label, 0) < LEAST_TITLES
              || used.getOrDefault(label, 0) >= A_LABEL
              || query.grades(kinship).size() < LEAST_RELEVANT) continue;
          chosen.add(query);
          used.merge(label, 1, Integer::sum);
          here++;
        }
      }
      all.addAll(chosen);
    }
    return all;
  }

  /// The labels that most of the titles alike have, first.
  private static List<String> labels(Title seed, Clause clause, Kinship kinship) {
    Map<String, Integer> among = new TreeMap<>();
    for (String one : kinship.alike().getOrDefault(seed.id().value(), List.of()))
      for (String label : kinship.labels().getOrDefault(one, java.util.Set.of()))
        if (kinship.has(seed.id().value(), label) == (clause == Clause.WITHOUT))
          among.merge(label, 1, Integer::sum);
    return among.entrySet().stream()
        .filter(one -> one.getValue() >= 2)
        .sorted(
            Comparator.comparing(
                    (Function<Map.Entry<String, Integer>, Integer>) Map.Entry::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int votes(Title title) {
    return title.rating() == null ? 0 : title.rating().count();
  }
}
