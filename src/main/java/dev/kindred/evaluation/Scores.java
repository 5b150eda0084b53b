package dev.kindred.evaluation;

import dev.kindred.measure.Interval;
import dev.kindred.measure.Means;
import dev.kindred.measure.Metric;
import dev.kindred.measure.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What one system scored: a value a metric and query. Filled by one thread.
final class Scores {
  private final Map<Metric, List<Double>> values = new LinkedHashMap<>();

  Scores(List<Metric> metrics) {
    metrics.forEach(metric -> values.put(metric, new ArrayList<>()));
  }

  /// @param grades of which one at least is 1 or more
  void add(List<String> ranking, Map<String, Integer> grades) {
    values.forEach((metric, list) -> list.add(metric.of(ranking, grades)));
  }

  List<Metric> metrics() {
    return List.copyOf(values.keySet());
  }

  int queries() {
    return values.values().iterator().next().size();
  }

  double mean(Metric metric) {
    return Means.of(of(metric));
  }

  Interval interval(Metric metric) {
    return Interval.ofMean(of(metric));
  }

  /// This system against another that had the same queries in the same order.
  PairedComparison against(Scores other, Metric metric) {
    return PairedComparison.of(of(metric), other.of(metric));
  }

  private double[] of(Metric metric) {
    return Objects.requireNonNull(values.get(metric), () -> metric.label() + " was not measured")
        .stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
