package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The figures of a [RecommendEvaluation], by model.
public final class RecommendReport implements Report {
  static final String PEER = "ease";
  private static final String NDCG = "ndcg@10";
  private static final String PLOT = "recommend.svg";

  /// Models whose figures are told by group.
  private static final List<String> GROUPED =
      List.of("popularity", PEER, "kindred", "kindred-returning");

  private final Protocol protocol;
  private final RatingsData data;
  private final HoldOut holdOut;
  private final Map<String, Scores> scores;
  private final Map<String, Double> seconds;
  private final ViewerGroups groups;
  private final RatingPrediction prediction;
  private final Map<String, Float> weights;

  RecommendReport(
      Protocol protocol,
      RatingsData data,
      HoldOut holdOut,
      Map<String, Scores> scores,
      Map<String, Double> seconds,
      Map<String, Float> weights,
      ViewerGroups groups,
      RatingPrediction prediction) {
    this.protocol = protocol;
    this.data = data;
    this.holdOut = holdOut;
    this.scores = scores;
    this.seconds = seconds;
    this.weights = weights;
    this.groups = groups;
    this.prediction = prediction;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("protocol", protocol.label())
            .put("format", data.format().label())
            .put("ratings", data.ratings())
            .put("viewers", holdOut.measured().length)
            .put("titles", holdOut.titles().size());
    scores.forEach((name, of) -> {
      ObjectNode figures = Figures.json(of);
      figures.put("trainSeconds", seconds.getOrDefault(name, 0.0));
      json.set(name, figures);
    });
    ObjectNode grouped = json.putObject("groups");
    groups
        .viewers()
        .forEach((group, viewers) -> {
          ObjectNode one = grouped.putObject(group);
          GROUPED.forEach(name -> {
            Scores of = in(viewers, name);
            if (of.queries() > 0) one.set(name, Figures.json(of));
          });
        });
    ObjectNode learned = json.putObject("weights");
    weights.forEach(learned::put);
    ObjectNode ratings = json.putObject("ratingPrediction").put("ratings", prediction.ratings());
    ratings.put("correlation", prediction.correlation()).put("rmse", prediction.error());
    Figures.json(ratings.putArray("interval"), prediction.interval());
    ArrayNode paired = json.putArray("paired");
    comparisons()
        .forEach((name, of) -> {
          ObjectNode one = paired.addObject().put("model", name).put("against", PEER);
          one.put("metric", NDCG).put("difference", of.difference());
          Figures.json(one.putArray("interval"), of.interval());
          one.put("p", of.pValue());
        });
    ObjectNode conventions = Figures.conventions(RankedTitles.METRICS);
    conventions.put("protocol", protocol.convention()).put("ranking", RankedTitles.CONVENTION);
    json.set("conventions", conventions);
    return json;
  }

  private Scores in(Set<String> viewers, String model) {
    return scores.getOrDefault(model, Scores.none(RankedTitles.METRICS)).only(viewers::contains);
  }

  private Map<String, PairedComparison> comparisons() {
    Map<String, PairedComparison> comparisons = new LinkedHashMap<>();
    Scores peer = scores.get(PEER);
    scores.forEach((name, of) -> {
      if (peer != null && !name.equals(PEER)) comparisons.put(name, of.against(peer, NDCG));
    });
    return comparisons;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Recommendation from ratings\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d ratings, protocol %s: %s. %,d viewers are measured, over %,d titles. %s %s%n%n",
            data.ratings(),
            protocol.label(),
            protocol.convention(),
            holdOut.measured().length,
            holdOut.titles().size(),
            RankedTitles.CONVENTION,
            Figures.MEANS));
    text.append(Figures.table(scores));
    text.append("\n## Seconds of training\n\n");
    seconds.forEach(
        (name, of) -> text.append(String.format(Locale.ROOT, "- %s: %.1f%n", name, of)));
    text.append("\n## Against ").append(PEER).append(", ").append(NDCG).append("\n\n");
    text.append("p of the two-sided paired randomisation test.\n\n");
    text.append("| | difference | p |\n|---|---|---|\n");
    comparisons()
        .forEach((name, of) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %+.4f [%+.4f, %+.4f] | %.4f |%n",
                    name,
                    of.difference(),
                    of.interval().lower(),
                    of.interval().upper(),
                    of.pValue())));
    groups
        .viewers()
        .forEach((group, viewers) -> {
          Map<String, Scores> rows = new LinkedHashMap<>();
          GROUPED.forEach(name -> {
            Scores of = in(viewers, name);
            if (of.queries() > 0) rows.put(name, of);
          });
          if (!rows.isEmpty())
            text.append("\n## Viewers: ").append(group).append("\n\n").append(Figures.table(rows));
        });
    text.append("\n## Learned weights\n\n");
    weights.forEach(
        (name, of) -> text.append(String.format(Locale.ROOT, "- %s: %.3f%n", name, of)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n## Predicted and given ratings%n%nOver %,d ratings to be found, by the damped strays of viewer and title from the mean: Pearson's r %.3f [%.3f, %.3f], root mean squared error %.3f.%n",
            prediction.ratings(),
            prediction.correlation(),
            prediction.interval().lower(),
            prediction.interval().upper(),
            prediction.error()));
    text.append("\n![nDCG by model](").append(PLOT).append(")\n\n");
    RankedTitles.METRICS.forEach(metric -> text.append(Figures.convention(metric)));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    List<String> series = List.of(NDCG, "recall@20");
    List<BarChart.Group> bars = new ArrayList<>();
    scores.forEach((name, of) ->
        bars.add(
            new BarChart.Group(
                name,
                "",
                series.stream()
                    .map(label -> new BarChart.Bar(of.mean(label), of.interval(label)))
                    .toList())));
    return Map.of(PLOT, new BarChart("Recommendation, " + protocol.label(), series, bars).svg());
  }
}
