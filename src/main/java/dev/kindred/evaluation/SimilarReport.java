package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Auc;
import dev.kindred.measure.Interval;
import dev.kindred.search.Similarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The figures of a [SimilarEvaluation].
public final class SimilarReport implements Report {
  private static final String CONVENTION =
      "area under the ROC curve: how probably an OK pair scores above a NOT_OK pair, ties one half";

  private final int titles;
  private final int pairs;
  private final List<Similarity> fitting;
  private final List<Similarity> unfitting;

  SimilarReport(int titles, int pairs, List<Similarity> fitting, List<Similarity> unfitting) {
    this.titles = titles;
    this.pairs = pairs;
    this.fitting = List.copyOf(fitting);
    this.unfitting = List.copyOf(unfitting);
  }

  private int matched() {
    return fitting.size() + unfitting.size();
  }

  /// The blend first, then its parts alone.
  private static Map<String, ToDoubleFunction<Similarity>> scores() {
    Map<String, ToDoubleFunction<Similarity>> scores = new LinkedHashMap<>();
    scores.put("blend", Similarity::blend);
    scores.put("story", Similarity::story);
    scores.put("feel", Similarity::feel);
    scores.put("people", Similarity::people);
    return scores;
  }

  private double auc(ToDoubleFunction<Similarity> score) {
    return Auc.of(values(fitting, score), values(unfitting, score));
  }

  private Interval interval(ToDoubleFunction<Similarity> score) {
    return Auc.interval(values(fitting, score), values(unfitting, score));
  }

  private static double[] values(List<Similarity> of, ToDoubleFunction<Similarity> score) {
    return of.stream().mapToDouble(score).toArray();
  }

  /// `{auc, interval, matchRate, pairs, matched, ok, notOk, parts: {story, feel, people}}`.
  @Override
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("auc", auc(Similarity::blend));
    Figures.json(json.putArray("interval"), interval(Similarity::blend));
    json.put("matchRate", (double) matched() / pairs).put("pairs", pairs).put("matched", matched());
    json.put("ok", fitting.size()).put("notOk", unfitting.size()).put("titles", titles);
    ObjectNode parts = json.putObject("parts");
    scores().forEach((name, score) -> parts.put(name, auc(score)));
    json.putObject("conventions").put("auc", CONVENTION);
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Similar titles\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d of %,d judged pairs (%.1f %%) were found among %,d titles by name and year: %,d OK, %,d"
                + " NOT_OK. In brackets the 95 %% interval by bootstrap over the pairs.%n%n",
            matched(),
            pairs,
            100.0 * matched() / pairs,
            titles,
            fitting.size(),
            unfitting.size()));
    text.append("| score | AUC |\n|---|---|\n");
    scores()
        .forEach((name, score) ->
            text.append("| ")
                .append(name)
                .append(" | ")
                .append(Figures.mean(auc(score), interval(score)))
                .append(" |\n"));
    return text.append("\nAUC: ").append(CONVENTION).append(".\n").toString();
  }

  @Override
  public Map<String, String> plots() {
    return Map.of();
  }
}
