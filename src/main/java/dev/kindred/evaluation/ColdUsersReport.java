package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.measure.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a [ColdUsersEvaluation]: by how many ratings are known, by model.
public final class ColdUsersReport implements Report {
  private static final String PEER = "popularity";
  private static final String NDCG = "ndcg@10";
  private static final String PLOT = "cold-users.svg";
  private static final List<String> PLOTTED = List.of(PEER, "ease", "kindred");

  private final RatingsData data;
  private final int viewers;
  private final int titles;
  private final Map<Integer, Map<String, Scores>> scores;

  ColdUsersReport(
      RatingsData data, int viewers, int titles, Map<Integer, Map<String, Scores>> scores) {
    this.data = data;
    this.viewers = viewers;
    this.titles = titles;
    this.scores = scores;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object().put("ratings", data.ratings()).put("viewers", viewers).put("titles", titles);
    scores.forEach((known, models) -> {
      ObjectNode level = json.putObject("known" + known);
      models.forEach((name, of) -> {
        ObjectNode figures = Figures.json(of);
        if (!name.equals(PEER)) {
          PairedComparison compared = compared(models, name);
          figures.put("differenceToPopularity", compared.difference()).put("p", compared.pValue());
        }
        level.set(name, figures);
      });
    });
    json.set("conventions", Figures.conventions(RankedTitles.METRICS));
    return json;
  }

  private static PairedComparison compared(Map<String, Scores> models, String name) {
    Scores peer = models.getOrDefault(PEER, Scores.none(RankedTitles.METRICS));
    return models.getOrDefault(name, peer).against(peer, NDCG);
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Viewers nobody has seen\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d ratings; those of 4 or more count. A fifth of the viewers is held out whole; the %,d of them"
                + " with over %d such ratings are measured, over the %,d titles of the others. A model is told"
                + " the first n; what came after the first %d is to be found, and the first %d themselves are"
                + " not ranked. %s%n%n",
            data.ratings(),
            viewers,
            ColdUsersEvaluation.KNOWN_MOST,
            titles,
            ColdUsersEvaluation.KNOWN_MOST,
            ColdUsersEvaluation.KNOWN_MOST,
            Figures.MEANS));
    scores.forEach((known, models) -> {
      text.append("## ").append(known).append(" known\n\n").append(Figures.table(models));
      text.append("\nAgainst ").append(PEER).append(", ").append(NDCG).append(":");
      models.keySet().stream()
          .filter(name -> !name.equals(PEER))
          .forEach(name -> {
            PairedComparison of = compared(models, name);
            text.append(
                String.format(
                    Locale.ROOT,
                    " %s %+.4f [%+.4f, %+.4f], p %.4f;",
                    name,
                    of.difference(),
                    of.interval().lower(),
                    of.interval().upper(),
                    of.pValue()));
          });
      text.append("\n\n");
    });
    text.append("![nDCG by what is known](").append(PLOT).append(")\n\n");
    RankedTitles.METRICS.forEach(metric -> text.append(Figures.convention(metric)));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    List<BarChart.Group> groups = new ArrayList<>();
    scores.forEach((known, models) -> {
      List<BarChart.Bar> bars = new ArrayList<>();
      for (String name : PLOTTED) {
        Scores of = models.getOrDefault(name, Scores.none(RankedTitles.METRICS));
        bars.add(new BarChart.Bar(of.mean(NDCG), of.interval(NDCG)));
      }
      groups.add(new BarChart.Group("n = " + known, "", bars));
    });
    return Map.of(PLOT, new BarChart(NDCG + " by ratings known", PLOTTED, groups).svg());
  }
}
