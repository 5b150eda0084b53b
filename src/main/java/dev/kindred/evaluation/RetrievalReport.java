package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Interval;
import dev.kindred.measure.Metric;
import dev.kindred.measure.PairedComparison;
import dev.kindred.search.SearchRequest.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a [RetrievalEvaluation].
public final class RetrievalReport {
  private final int documents;
  private final int queries;
  private final int leftOut;
  private final Map<Mode, Scores> scores;

  RetrievalReport(int documents, int queries, int leftOut, Map<Mode, Scores> scores) {
    this.documents = documents;
    this.queries = queries;
    this.leftOut = leftOut;
    this.scores = Map.copyOf(scores);
  }

  /// The mean of a metric in one mode.
  double mean(Mode mode, Metric metric) {
    return of(mode).mean(metric);
  }

  /// `{mode: {label: mean, …, queries}, …, intervals, paired, conventions}`.
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("documents", documents).put("queries", queries);
    json.put("queriesWithoutRelevant", leftOut);
    ObjectNode intervals = Json.object();
    for (Mode mode : modes()) {
      ObjectNode means = json.putObject(Json.name(mode));
      ObjectNode bounds = intervals.putObject(Json.name(mode));
      for (Metric metric : of(mode).metrics()) {
        means.put(metric.label(), of(mode).mean(metric));
        Interval interval = of(mode).interval(metric);
        bounds.putArray(metric.label()).add(interval.lower()).add(interval.upper());
      }
      means.put("queries", of(mode).queries());
    }
    json.set("intervals", intervals);
    ArrayNode paired = json.putArray("paired");
    for (Pair pair : pairs()) {
      PairedComparison compared = of(pair.first()).against(of(pair.second()), pair.metric());
      ObjectNode one = paired.addObject();
      one.put("metric", pair.metric().label());
      one.put("first", Json.name(pair.first())).put("second", Json.name(pair.second()));
      one.put("difference", compared.difference()).put("p", compared.pValue());
      one.putArray("interval").add(compared.interval().lower()).add(compared.interval().upper());
    }
    ObjectNode conventions = json.putObject("conventions");
    RetrievalEvaluation.METRICS.forEach(m -> conventions.put(m.label(), m.convention()));
    return json;
  }

  /// The same as Markdown, every metric with its convention.
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%,d documents, %,d judged queries", documents, queries));
    if (leftOut > 0) text.append(", ").append(leftOut).append(" without a relevant document left out");
    text.append(". Means, in brackets the 95 % interval by bootstrap over the queries.\n\n| |");
    modes().forEach(mode -> text.append(' ').append(Json.name(mode)).append(" |"));
    text.append(" how |\n|---|").append("---|".repeat(modes().size())).append("---|\n");
    for (Metric metric : RetrievalEvaluation.METRICS) {
      text.append("| ").append(metric.label()).append(" |");
      for (Mode mode : modes()) {
        Interval interval = of(mode).interval(metric);
        text.append(
            String.format(
                Locale.ROOT,
                " %.4f [%.3f, %.3f] |",
                of(mode).mean(metric),
                interval.lower(),
                interval.upper()));
      }
      text.append(' ').append(metric.convention()).append(" |\n");
    }
    for (Pair pair : pairs()) {
      PairedComparison compared = of(pair.first()).against(of(pair.second()), pair.metric());
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s, %s minus %s: %+.4f [%+.4f, %+.4f], p = %.4f (paired randomisation, two-sided)",
              pair.metric().label(),
              Json.name(pair.first()),
              Json.name(pair.second()),
              compared.difference(),
              compared.interval().lower(),
              compared.interval().upper(),
              compared.pValue()));
    }
    return text.append('\n').toString();
  }

  private record Pair(Mode first, Mode second, Metric metric) {}

  /// Every two modes by the first metric.
  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    List<Mode> modes = modes();
    for (int second = 0; second < modes.size(); second++) {
      for (int first = second + 1; first < modes.size(); first++) {
        pairs.add(
            new Pair(modes.get(first), modes.get(second), RetrievalEvaluation.METRICS.getFirst()));
      }
    }
    return pairs;
  }

  private List<Mode> modes() {
    return scores.keySet().stream().sorted().toList();
  }

  private Scores of(Mode mode) {
    Scores of = scores.get(mode);
    if (of == null) throw new IllegalArgumentException(Json.name(mode) + " was not evaluated");
    return of;
  }
}
