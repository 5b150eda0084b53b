package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.evaluation.ButEvaluation.Compared;
import dev.kindred.evaluation.ButQuery.Clause;
import dev.kindred.json.Json;
import dev.kindred.measure.PairedComparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a [ButEvaluation].
public final class ButReport implements Report {
  private static final String HAVING =
      "of the first %d, the share that have the label: of \"without\" the violation rate, of \"but\" how"
              .formatted(ButEvaluation.DEPTH)
          + " far the wish is met (a title without the label may still be what was wished, so its"
          + " absence is no violation)";
  private static final String PLAIN =
      "plain asks \"like SEED\" alone, and is judged by the same grades; left out is the plain ranking"
          + " without the titles that have the label, which is the best that leaving out could do";
  private static final String GRADES =
      "a relevant title has grade 1; for \"but\" 2 when it has the label; for \"without\" 0 when it has";

  private final int titles;
  private final String kinship;
  private final List<ButQuery> queries;
  private final Map<Clause, Compared> compared;
  private final Map<String, List<String>> first;

  ButReport(
      int titles,
      String kinship,
      List<ButQuery> queries,
      Map<Clause, Compared> compared,
      Map<String, List<String>> first) {
    this.titles = titles;
    this.kinship = kinship;
    this.queries = List.copyOf(queries);
    this.compared = new LinkedHashMap<>(compared);
    this.first = new LinkedHashMap<>(first);
  }

  /// How much of the plain nDCG the clause costs; below 0 when it gains.
  private static double loss(Compared of) {
    double plain = of.plain().mean(ButEvaluation.NDCG.label());
    return plain == 0 ? 0 : 1 - of.with().mean(ButEvaluation.NDCG.label()) / plain;
  }

  private static PairedComparison paired(Compared of) {
    return of.with().against(of.plain(), ButEvaluation.NDCG.label());
  }

  /// `{but: {plain, leftOut?, with, loss, difference, p}, without: …, queries: [{query, first}],
  /// conventions}`.
  @Override
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("titles", titles);
    compared.forEach((clause, of) -> {
      ObjectNode one = json.putObject(Json.name(clause));
      one.set("plain", Figures.json(of.plain()));
      if (of.leftOut().queries() > 0) one.set("leftOut", Figures.json(of.leftOut()));
      one.set("with", Figures.json(of.with()));
      PairedComparison test = paired(of);
      one.put("loss", loss(of)).put("difference", test.difference()).put("p", test.pValue());
      Figures.json(one.putArray("interval"), test.interval());
    });
    ArrayNode all = json.putArray("queries");
    for (ButQuery query : queries) {
      ObjectNode one = all.addObject().put("query", query.text()).put("seed", query.plainId());
      one.set("first", Json.strings(first.getOrDefault(query.id(), List.of())));
    }
    json.putObject("conventions")
        .put("data", kinship)
        .put("grades", GRADES)
        .put("plain", PLAIN)
        .put(ButEvaluation.NDCG.label(), ButEvaluation.NDCG.convention())
        .put(ButEvaluation.HAVING, HAVING);
    return json;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Like X but Y\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d templated queries over %,d titles, the seeds taken out. %s%n%n",
            queries.size(),
            titles,
            Figures.MEANS));
    Map<String, Scores> rows = new LinkedHashMap<>();
    compared.forEach((clause, of) -> {
      rows.put("plain, for " + Json.name(clause), of.plain());
      if (of.leftOut().queries() > 0) rows.put("left out, for " + Json.name(clause), of.leftOut());
      rows.put("like SEED " + Json.name(clause) + " LABEL", of.with());
    });
    text.append(Figures.table(rows)).append('\n');
    compared.forEach((clause, of) -> {
      PairedComparison test = paired(of);
      text.append(
          String.format(
              Locale.ROOT,
              "\"%s\" costs %.1f %% of the plain nDCG: %+.4f [%+.4f, %+.4f], p = %.4f.%n",
              Json.name(clause),
              100 * loss(of),
              test.difference(),
              test.interval().lower(),
              test.interval().upper(),
              test.pValue()));
    });
    text.append("\n- ").append(kinship).append(".\n- ").append(GRADES).append(".\n- ");
    text.append(PLAIN).append(".\n").append(Figures.convention(ButEvaluation.NDCG));
    return text.append("- ")
        .append(ButEvaluation.HAVING)
        .append(": ")
        .append(HAVING)
        .append(".\n")
        .toString();
  }

  @Override
  public Map<String, String> plots() {
    return Map.of();
  }
}
