package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.PairedComparison;
import dev.kindred.ranking.RankingModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// What each step of ranking gives, by source: the fused lists, the models set by hand, and the
/// learned ones on titles that they have not seen.
public final class SearchTrainingReport implements Report {
  private static final String POOLED = "pooled";
  private static final String PLOT = "ablations.svg";
  private static final List<String> SHOWN = List.of("recall@10", "recall@100");

  private final int titles;
  private final String file;
  private final Map<String, TitleQuery> queries;
  private final Map<String, Scores> systems;
  private final RankingModels models;

  SearchTrainingReport(
      int titles,
      String file,
      Map<String, TitleQuery> queries,
      Map<String, Scores> systems,
      RankingModels models) {
    this.titles = titles;
    this.file = file;
    this.queries = queries;
    this.systems = systems;
    this.models = models;
  }

  /// What was learned from all queries.
  public RankingModels models() {
    return models;
  }

  private Scores of(Scores system, String source) {
    if (source.equals(POOLED)) return system;
    return system.only(id -> {
      TitleQuery query = queries.get(id);
      return query != null && query.source().equals(source);
    });
  }

  private List<String> sources() {
    List<String> sources =
        new ArrayList<>(new TreeSet<>(queries.values().stream().map(TitleQuery::source).toList()));
    sources.add(POOLED);
    return sources;
  }

  private record Step(String name, String before, String label, PairedComparison gain) {}

  /// Each system against the one before it, on the pooled queries.
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    List<Map.Entry<String, Scores>> all = new ArrayList<>(systems.entrySet());
    for (int i = 1; i < all.size(); i++)
      for (String label : all.get(i).getValue().labels())
        steps.add(
            new Step(
                all.get(i).getKey(),
                all.get(i - 1).getKey(),
                label,
                all.get(i).getValue().against(all.get(i - 1).getValue(), label)));
    return steps;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("titles", titles)
            .put("queries", queries.size())
            .put("folds", SearchTraining.FOLDS)
            .put("written", models.name());
    ObjectNode of = json.putObject("systems");
    systems.forEach((name, scores) -> {
      ObjectNode system = of.putObject(name);
      for (String source : sources()) system.set(source, Figures.json(of(scores, source)));
    });
    ArrayNode gains = json.putArray("steps");
    for (Step step : steps()) {
      ObjectNode one =
          gains.addObject().put("system", step.name()).put("against", step.before());
      one.put("metric", step.label()).put("difference", step.gain().difference());
      Figures.json(one.putArray("interval"), step.gain().interval());
      one.put("p", step.gain().pValue());
    }
    json.set("conventions", Figures.conventions(SearchEvaluation.METRICS));
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Ranking learned from judged queries\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d titles, %,d queries of %s. %s The learned models are cross-validated: the answers are"
                + " dealt into %d parts by their id, and each is ranked by a model from whose training"
                + " the titles of its part were removed. One setting for all sources. What requests"
                + " wish and refuse besides is not applied here.%n%n",
            titles,
            queries.size(),
            file,
            Figures.MEANS,
            SearchTraining.FOLDS));
    for (String source : sources()) {
      Map<String, Scores> rows = new LinkedHashMap<>();
      systems.forEach((name, scores) -> rows.put(name, of(scores, source)));
      text.append("## ").append(source).append("\n\n").append(Figures.table(rows)).append('\n');
    }
    text.append("## What each step gives, pooled\n\n");
    text.append("Against the row before; p of the two-sided paired randomisation test.\n\n");
    text.append("| | measure | difference | p |\n|---|---|---|---|\n");
    for (Step step : steps())
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %+.4f [%+.4f, %+.4f] | %.4f |%n",
              step.name(),
              step.label(),
              step.gain().difference(),
              step.gain().interval().lower(),
              step.gain().interval().upper(),
              step.gain().pValue()));
    text.append("\n![What each step gives](").append(PLOT).append(")\n\n");
    SearchEvaluation.METRICS.forEach(metric -> text.append(Figures.convention(metric)));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    List<BarChart.Group> bars = new ArrayList<>();
    systems.forEach((name, scores) ->
        bars.add(
            new BarChart.Group(
                name,
                String.format(Locale.ROOT, "%,d queries", scores.queries()),
                SHOWN.stream()
                    .map(label -> new BarChart.Bar(scores.mean(label), scores.interval(label)))
                    .toList())));
    return Map.of(PLOT, new BarChart("Recall by step, all queries", SHOWN, bars).svg());
  }
}
