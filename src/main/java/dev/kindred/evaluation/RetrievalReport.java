package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Metric;
import dev.kindred.measure.PairedComparison;
import dev.kindred.search.SearchRequest.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a [RetrievalEvaluation].
public final class RetrievalReport implements Report {
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

  /// `{mode: {label: mean, …, queries}, …, intervals, paired, conventions}`.
  @Override
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("documents", documents).put("queries", queries);
    json.put("queriesWithoutRelevant", leftOut);
    ObjectNode intervals = Json.object();
    for (Mode mode : modes()) {
      ObjectNode means = json.putObject(Json.name(mode));
      ObjectNode bounds = intervals.putObject(Json.name(mode));
      for (String label : of(mode).labels()) {
        means.put(label, of(mode).mean(label));
        Figures.json(bounds.putArray(label), of(mode).interval(label));
      }
      means.put("queries", of(mode).queries());
    }
    json.set("intervals", intervals);
    ArrayNode paired = json.putArray("paired");
    for (Pair pair : pairs()) {
      PairedComparison compared = of(pair.first()).against(of(pair.second()), pair.label());
      ObjectNode one = paired.addObject();
      one.put("metric", pair.label());
      one.put("first", Json.name(pair.first())).put("second", Json.name(pair.second()));
      one.put("difference", compared.difference()).put("p", compared.pValue());
      Figures.json(one.putArray("interval"), compared.interval());
    }
    json.set("conventions", Figures.conventions(RetrievalEvaluation.METRICS));
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%,d documents, %,d judged queries", documents, queries));
    if (leftOut > 0)
      text.append(", ").append(leftOut).append(" without a relevant document left out");
    text.append(". ").append(Figures.MEANS).append("\n\n| |");
    modes().forEach(mode -> text.append(' ').append(Json.name(mode)).append(" |"));
    text.append(" how |\n|---|").append("---|".repeat(modes().size())).append("---|\n");
    for (Metric metric : RetrievalEvaluation.METRICS) {
      text.append("| ").append(metric.label()).append(" |");
      for (Mode mode : modes()) {
        String label = metric.label();
        text.append(' ');
        text.append(Figures.mean(of(mode).mean(label), of(mode).interval(label))).append(" |");
      }
      text.append(' ').append(metric.convention()).append(" |\n");
    }
    for (Pair pair : pairs()) {
      PairedComparison compared = of(pair.first()).against(of(pair.second()), pair.label());
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s, %s minus %s: %+.4f [%+.4f, %+.4f], p = %.4f (paired randomisation, two-sided)",
              pair.label(),
              Json.name(pair.first()),
              Json.name(pair.second()),
              compared.difference(),
              compared.interval().lower(),
              compared.interval().upper(),
              compared.pValue()));
    }
    return text.append('\n').toString();
  }

  @Override
  public Map<String, String> plots() {
    return Map.of();
  }

  private record Pair(Mode first, Mode second, String label) {}

  /// Every two modes by the first metric.
  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    List<Mode> modes = modes();
    for (int second = 0; second < modes.size(); second++) {
      for (int first = second + 1; first < modes.size(); first++) {
        pairs.add(
            new Pair(
                modes.get(first),
                modes.get(second),
                RetrievalEvaluation.METRICS.getFirst().label()));
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
