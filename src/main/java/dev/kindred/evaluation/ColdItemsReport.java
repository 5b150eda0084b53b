package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a [ColdItemsEvaluation], pooled over its seeds.
public final class ColdItemsReport implements Report {
  private static final String ORACLE = "oracle";
  private static final String PLOT = "cold-items.svg";

  private final RatingsData data;
  private final int titles;
  private final List<ColdItemsRun.Figures> runs;

  ColdItemsReport(RatingsData data, int titles, List<ColdItemsRun.Figures> runs) {
    this.data = data;
    this.titles = titles;
    this.runs = List.copyOf(runs);
  }

  /// A viewer counts once a seed.
  private Map<String, Scores> pooled() {
    Map<String, Scores> pooled = new LinkedHashMap<>();
    for (int seed = 0; seed < runs.size(); seed++) {
      int of = seed;
      runs.get(seed)
          .scores()
          .forEach((name, scores) -> {
            Scores all =
                pooled.computeIfAbsent(name, n -> Scores.none(List.of(ColdItemsRun.METRIC)));
            scores
                .values()
                .forEach((viewer, values) -> all.values().put(of + " " + viewer, values));
          });
    }
    return pooled;
  }

  private double share() {
    return runs.stream().mapToDouble(ColdItemsRun.Figures::share).average().orElseThrow();
  }

  /// The part of the oracle's figure that each seed reaches.
  private List<Double> parts(String name) {
    String label = ColdItemsRun.METRIC.label();
    List<Double> parts = new ArrayList<>();
    for (ColdItemsRun.Figures run : runs) {
      Scores of = run.scores().getOrDefault(name, Scores.none(List.of(ColdItemsRun.METRIC)));
      Scores oracle = run.scores().getOrDefault(ORACLE, of);
      parts.add(of.mean(label) / oracle.mean(label));
    }
    return parts;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("ratings", data.ratings())
            .put("titles", titles)
            .put("seeds", runs.size())
            .put("coldShareOfFirst" + ColdItemsRun.MIXED, share());
    pooled()
        .forEach((name, of) -> {
          ObjectNode figures = Figures.json(of);
          ArrayNode parts = figures.putArray("partOfOracle");
          parts(name).forEach(parts::add);
          json.set(name, figures);
        });
    json.set("conventions", Figures.conventions(List.of(ColdItemsRun.METRIC)));
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Titles nobody has seen\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d ratings of %,d titles of the catalogue; every rating counts as taken to. A fifth of the titles,"
                + " drawn with each of %d seeds, is held out with all their ratings and ranked for each viewer"
                + " who took to one of them, by names, years, genres, people, plot and profile. The oracle ranks"
                + " them by how many took to them in truth. A viewer counts once a seed. %s%n%n",
            data.ratings(),
            titles,
            runs.size(),
            Figures.MEANS));
    text.append(Figures.table(pooled())).append('\n');
    pooled()
        .keySet()
        .forEach(name ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "- %s: %.3f of the oracle, mean of the seeds (%s)%n",
                    name,
                    parts(name).stream().mapToDouble(part -> part).average().orElseThrow(),
                    parts(name).stream()
                        .map(part -> String.format(Locale.ROOT, "%.3f", part))
                        .toList())));
    text.append(
        String.format(
            Locale.ROOT,
            "%nMixed with all other titles, %.3f of the first %d are held-out ones; they are a fifth of all.%n%n",
            share(),
            ColdItemsRun.MIXED));
    text.append("![nDCG by model](").append(PLOT).append(")\n\n");
    text.append(Figures.convention(ColdItemsRun.METRIC));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    String label = ColdItemsRun.METRIC.label();
    List<BarChart.Group> bars = new ArrayList<>();
    pooled()
        .forEach((name, of) -> {
          Interval interval = of.interval(label);
          bars.add(
              new BarChart.Group(name, "", List.of(new BarChart.Bar(of.mean(label), interval))));
        });
    return Map.of(PLOT, new BarChart("Titles nobody has seen", List.of(label), bars).svg());
  }
}
