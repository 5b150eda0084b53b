package dev.kindred.evaluation;

import dev.kindred.measure.Interval;
import dev.kindred.measure.Means;
import dev.kindred.measure.Metric;
import dev.kindred.measure.PairedComparison;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What one system scored: a value a query and measure. Filled by one thread.
///
/// @param labels of the measures
/// @param values by query id, as many as there are labels, in their order
record Scores(List<String> labels, Map<String, double[]> values) {
  static Scores none(Collection<Metric> metrics) {
    return new Scores(metrics.stream().map(Metric::label).toList(), new LinkedHashMap<>());
  }

  /// Scores the ranking of one query.
  ///
  /// @param grades of which one at least is 1 or more
  void add(String query, List<String> ranking, Map<String, Integer> grades, List<Metric> metrics) {
    double[] of = metrics.stream().mapToDouble(metric -> metric.of(ranking, grades)).toArray();
    if (values.put(query, of) != null)
      throw new IllegalArgumentException("query " + query + " was scored already");
  }

  /// The scores of some of the queries.
  Scores only(Predicate<String> queries) {
    Map<String, double[]> kept = new LinkedHashMap<>();
    values.forEach((query, of) -> {
      if (queries.test(query)) kept.put(query, of);
    });
    return new Scores(labels, kept);
  }

  int queries() {
    return values.size();
  }

  double mean(String label) {
    return Means.of(of(label));
  }

  Interval interval(String label) {
    return Interval.ofMean(of(label));
  }

  /// This system against another on the queries that both have.
  PairedComparison against(Scores other, String label) {
    Scores here = only(other.values::containsKey);
    double[] there = new double[here.queries()];
    int at = other.index(label);
    int i = 0;
    for (String query : here.values.keySet())
      there[i++] = other.values.getOrDefault(query, new double[0])[at];
    return PairedComparison.of(here.of(label), there);
  }

  private double[] of(String label) {
    int at = index(label);
    return values.values().stream().mapToDouble(of -> of[at]).toArray();
  }

  private int index(String label) {
    int at = labels.indexOf(label);
    if (at < 0) throw new IllegalArgumentException(label + " was not measured");
    return at;
  }
}
