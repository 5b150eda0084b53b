package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Interval;
import dev.kindred.measure.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the reports write means with their intervals and conventions.
final class Figures {
  static final String MEANS = "Means; in brackets the 95 % interval by bootstrap over the queries.";

  private Figures() {}

  /// `{queries, label: mean, …, intervals: {label: [lower, upper], …}}`.
  static ObjectNode json(Scores of) {
    ObjectNode figures = Json.object().put("queries", of.queries());
    of.labels().forEach(label -> figures.put(label, of.mean(label)));
    ObjectNode intervals = figures.putObject("intervals");
    of.labels().forEach(label -> json(intervals.putArray(label), of.interval(label)));
    return figures;
  }

  static void json(ArrayNode array, Interval interval) {
    array.add(interval.lower()).add(interval.upper());
  }

  static ObjectNode conventions(List<Metric> metrics) {
    ObjectNode conventions = Json.object();
    metrics.forEach(metric -> conventions.put(metric.label(), metric.convention()));
    return conventions;
  }

  /// A line of a Markdown list.
  static String convention(Metric metric) {
    return "- " + metric.label() + ": " + metric.convention() + "\n";
  }

  /// A Markdown table, a row a group of queries.
  static String table(Map<String, Scores> rows) {
    List<String> labels = rows.values().iterator().next().labels();
    StringBuilder text = new StringBuilder("| | queries |");
    labels.forEach(label -> text.append(' ').append(label).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(labels.size())).append('\n');
    rows.forEach((name, of) -> {
      text.append(String.format(Locale.ROOT, "| %s | %,d |", name, of.queries()));
      labels.forEach(
          label -> text.append(' ').append(mean(of.mean(label), of.interval(label))).append(" |"));
      text.append('\n');
    });
    return text.toString();
  }

  static String mean(double mean, Interval interval) {
    return String.format(
        Locale.ROOT, "%.4f [%.3f, %.3f]", mean, interval.lower(), interval.upper());
  }
}
