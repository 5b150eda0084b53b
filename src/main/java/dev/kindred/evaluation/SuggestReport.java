package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Metric;
import java.util.Locale;
import java.util.Map;

/// The figures of a [SuggestEvaluation], by kind of what was typed.
public final class SuggestReport implements Report {
  private final int titles;
  private final int leftOut;
  private final Map<String, Scores> kinds;

  SuggestReport(int titles, int leftOut, Map<String, Scores> kinds) {
    this.titles = titles;
    this.leftOut = leftOut;
    this.kinds = kinds;
  }

  /// `{kind: {success@1, success@10, queries, intervals}, …, titles, conventions}`.
  @Override
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("titles", titles).put("queriesWithoutAnswer", leftOut);
    kinds.forEach((kind, of) -> json.set(kind, Figures.json(of)));
    json.set("conventions", Figures.conventions(SuggestEvaluation.METRICS));
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Suggestions\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d titles, ten suggestions a query (people, genres, themes and moods take their places too);"
                + " %,d queries want a title that is not there. %s%n%n",
            titles,
            leftOut,
            Figures.MEANS));
    text.append(Figures.table(kinds)).append('\n');
    for (Metric metric : SuggestEvaluation.METRICS) text.append(Figures.convention(metric));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    return Map.of();
  }
}
