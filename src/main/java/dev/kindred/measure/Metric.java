package dev.kindred.measure;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A measure of one ranked list against the judgements of one query, in [0, 1].
///
/// The same everywhere: ranks start at 1; an item without a judgement is not relevant; an item is
/// relevant when its grade is 1 or more, and a grade below 0 counts as 0; a list shorter than the
/// cut-off is as if filled up with irrelevant items. Over several queries the mean is reported.
public sealed interface Metric {
  /// As it is written in reports: `ndcg@10`.
  String label();

  /// One sentence that says how it is computed, to be printed beside every figure.
  String convention();

  /// The value for items that are distinct, against grades of which one at least is 1 or more.
  /// Callers use [#of].
  double value(List<String> ranking, Map<String, Integer> grades);

  /// The value for one query.
  ///
  /// @param ranking best first
  /// @param grades by item
  /// @throws IllegalArgumentException when an item is ranked twice, or nothing is relevant: no
  ///   measure is defined then
  default double of(List<String> ranking, Map<String, Integer> grades) {
    Set<String> seen = new HashSet<>();
    for (String item : ranking) {
      if (!seen.add(item)) throw new IllegalArgumentException(item + " is ranked twice");
    }
    if (grades.values().stream().noneMatch(grade -> grade >= 1))
      throw new IllegalArgumentException("no item is relevant");
    return value(ranking, grades);
  }

  /// Normalised discounted cumulative gain. Järvelin, Kekäläinen, TOIS 2002, with the discount of
  /// Burges et al. 2005 and linear gains, as `trec_eval` and BEIR compute it.
  record Ndcg(int k) implements Metric {
    public Ndcg {
      check(k);
    }

    @Override
    public String label() {
      return "ndcg@" + k;
    }

    @Override
    public String convention() {
      return "sum over the first %d of grade / log2(rank + 1), over the same sum of the best order"
          .formatted(k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      List<Integer> ideal =
          grades.values().stream().filter(g -> g > 0).sorted(Comparator.reverseOrder()).toList();
      return gain(ranking.stream().map(item -> grade(item, grades)).toList()) / gain(ideal);
    }

    private double gain(List<Integer> grades) {
      double sum = 0;
      for (int i = 0; i < Math.min(k, grades.size()); i++)
        sum += grades.get(i) * Math.log(2) / Math.log(i + 2);
      return sum;
    }
  }

  record Recall(int k) implements Metric {
    public Recall {
      check(k);
    }

    @Override
    public String label() {
      return "recall@" + k;
    }

    @Override
    public String convention() {
      return "relevant items among the first %d, over all relevant items".formatted(k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      return (double) hits(ranking, grades, k) / relevant(grades);
    }
  }

  record Precision(int k) implements Metric {
    public Precision {
      check(k);
    }

    @Override
    public String label() {
      return "p@" + k;
    }

    @Override
    public String convention() {
      return "relevant items among the first %1$d, over %1$d".formatted(k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      return (double) hits(ranking, grades, k) / k;
    }
  }

  record ReciprocalRank(int k) implements Metric {
    public ReciprocalRank {
      check(k);
    }

    @Override
    public String label() {
      return "mrr@" + k;
    }

    @Override
    public String convention() {
      return "1 / rank of the first relevant item, 0 when none is among the first %d".formatted(k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      for (int i = 0; i < Math.min(k, ranking.size()); i++) {
        if (grade(ranking.get(i), grades) > 0) return 1.0 / (i + 1);
      }
      return 0;
    }
  }

  /// Average precision; its mean over queries is MAP.
  record AveragePrecision(int k) implements Metric {
    public AveragePrecision {
      check(k);
    }

    @Override
    public String label() {
      return "map";
    }

    @Override
    public String convention() {
      return String.format(
          Locale.ROOT,
          "sum of the precision at the rank of each relevant item among the first %d, over all"
              + " relevant items",
          k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      double sum = 0;
      int hits = 0;
      for (int i = 0; i < Math.min(k, ranking.size()); i++) {
        if (grade(ranking.get(i), grades) > 0) sum += (double) ++hits / (i + 1);
      }
      return sum / relevant(grades);
    }
  }

  record Success(int k) implements Metric {
    public Success {
      check(k);
    }

    @Override
    public String label() {
      return "success@" + k;
    }

    @Override
    public String convention() {
      return "1 when any relevant item is among the first %d, else 0".formatted(k);
    }

    @Override
    public double value(List<String> ranking, Map<String, Integer> grades) {
      return hits(ranking, grades, k) > 0 ? 1 : 0;
    }
  }

  private static void check(int k) {
    if (k < 1) throw new IllegalArgumentException("the cut-off must be 1 or more, got " + k);
  }

  private static int grade(String item, Map<String, Integer> grades) {
    return Math.max(0, grades.getOrDefault(item, 0));
  }

  private static long hits(List<String> ranking, Map<String, Integer> grades, int k) {
    return ranking.stream().limit(k).filter(item -> grade(item, grades) > 0).count();
  }

  private static long relevant(Map<String, Integer> grades) {
    return grades.values().stream().filter(grade -> grade > 0).count();
  }
}
