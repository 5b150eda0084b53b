package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.evaluation.TitleQuery.Naming;
import dev.kindred.json.Json;
import dev.kindred.measure.PairedComparison;
import dev.kindred.search.SearchRequest.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The figures of a [SearchEvaluation]: by source and pooled, over all queries and over those that
/// do not hold the name of an answer, by length of the query, and against an earlier run.
public final class SearchReport implements Report {
  private static final String POOLED = "pooled";
  private static final String BY_SOURCE = "recall-by-source.svg";
  private static final String BY_LENGTH = "recall-by-length.svg";

  /// Upper bounds of the classes of query length, in words.
  private static final int[] LENGTHS = {10, 25, 50, 100, 200, Integer.MAX_VALUE};

  private final Mode mode;
  private final String ranking;
  private final int titles;
  private final int leftOut;
  private final Map<String, TitleQuery> queries;
  private final Scores scores;
  private final @Nullable EarlierRun earlier;

  SearchReport(Mode mode, String ranking, int titles, int leftOut, Map<String, TitleQuery> queries, Scores scores) {
    this(mode, ranking, titles, leftOut, queries, scores, null);
  }

  private SearchReport(
      Mode mode,
      String ranking,
      int titles,
      int leftOut,
      Map<String, TitleQuery> queries,
      Scores scores,
      @Nullable EarlierRun earlier) {
    this.mode = mode;
    this.ranking = ranking;
    this.titles = titles;
    this.leftOut = leftOut;
    this.queries = queries;
    this.scores = scores;
    this.earlier = earlier;
  }

  /// The same with a paired test against another run on the queries that both have.
  ///
  /// @throws IllegalArgumentException when they have no query in common, or other measures
  public SearchReport against(EarlierRun run) {
    if (scores.only(run.scores().values()::containsKey).queries() == 0)
      throw new IllegalArgumentException(run.name() + " has no query of this run");
    if (!run.scores().labels().containsAll(scores.labels()))
      throw new IllegalArgumentException(run.name() + " has not the measures " + scores.labels());
    return new SearchReport(mode, ranking, titles, leftOut, queries, scores, run);
  }

  /// Sources in order, then all of them together.
  private Map<String, Scores> groups(Predicate<TitleQuery> counted) {
    Map<String, Scores> groups = new LinkedHashMap<>();
    for (String source : new TreeSet<>(queries.values().stream().map(TitleQuery::source).toList()))
      groups.put(source, where(counted.and(query -> query.source().equals(source))));
    groups.put(POOLED, where(counted));
    groups.values().removeIf(group -> group.queries() == 0);
    return groups;
  }

  private Scores where(Predicate<TitleQuery> counted) {
    return scores.only(id -> {
      TitleQuery query = queries.get(id);
      return query != null && counted.test(query);
    });
  }

  private Map<String, Scores> lengths() {
    Map<String, Scores> lengths = new LinkedHashMap<>();
    int over = 0;
    for (int upTo : LENGTHS) {
      int above = over;
      Scores of = where(query -> query.words() > above && query.words() <= upTo);
      String label =
          upTo == Integer.MAX_VALUE
              ? "over " + above + " words"
              : (above + 1) + "–" + upTo + " words";
      if (of.queries() > 0) lengths.put(label, of);
      over = upTo;
    }
    return lengths;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("mode", Json.name(mode))
            .put("ranking", ranking)
            .put("titles", titles)
            .put("queries", scores.queries())
            .put("queriesWithoutAnswer", leftOut);
    ObjectNode sources = Json.object();
    Map<String, Scores> described = groups(q -> q.naming() == Naming.DESCRIBES);
    groups(query -> true)
        .forEach((name, of) -> {
          ObjectNode figures = Figures.json(of);
          Scores unnamed = described.get(name);
          if (unnamed != null) figures.set("withoutTitleInQuery", Figures.json(unnamed));
          (name.equals(POOLED) ? json : sources).set(name, figures);
        });
    json.set("sources", sources);
    ObjectNode lengths = json.putObject("lengths");
    lengths().forEach((label, of) -> lengths.set(label, Figures.json(of)));
    if (earlier != null) {
      ArrayNode paired = json.putObject("against").put("run", earlier.name()).putArray("paired");
      comparisons()
          .forEach(c -> {
            ObjectNode one =
                paired.addObject().put("queriesOf", c.group()).put("metric", c.label());
            one.put("queries", c.compared().queries()).put("difference", c.compared().difference());
            Figures.json(one.putArray("interval"), c.compared().interval());
            one.put("p", c.compared().pValue());
          });
    }
    json.set("conventions", Figures.conventions(SearchEvaluation.METRICS));
    EarlierRun.write(scores, json);
    return json;
  }

  private record Compared(String group, String label, PairedComparison compared) {}

  private List<Compared> comparisons() {
    List<Compared> comparisons = new ArrayList<>();
    if (earlier == null) return comparisons;
    groups(query -> true)
        .forEach((name, of) -> {
          if (of.only(earlier.scores().values()::containsKey).queries() == 0) return;
          for (String label : scores.labels())
            comparisons.add(new Compared(name, label, of.against(earlier.scores(), label)));
        });
    return comparisons;
  }

  @Override
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Search by judged queries\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d titles, %,d queries (%,d have no answer among the titles), mode %s, ranked %s (what is learned from the same queries is not measured unseen here, but by"
                + " kindred train search). %s"
                + " Answers that are not among the titles do"
                + " not count as missed; titles that the asker named are taken out of the ranking first.%n%n",
            titles,
            scores.queries(),
            leftOut,
            Json.name(mode),
            ranking,
            Figures.MEANS));
    text.append("## All queries\n\n");
    text.append(Figures.table(groups(query -> true)));
    Map<String, Scores> described = groups(query -> query.naming() == Naming.DESCRIBES);
    if (!described.isEmpty()) {
      text.append("\n## Without the queries that hold the name of an answer\n\n");
      text.append(Figures.table(described));
    }
    text.append("\n## By length of the query\n\n");
    text.append(Figures.table(lengths()));
    if (earlier != null) {
      text.append("\n## Against ").append(earlier.name()).append("\n\n");
      text.append("This run minus that one; p of the two-sided paired randomisation test.\n\n");
      text.append("| | measure | queries | difference | p |\n|---|---|---|---|---|\n");
      for (Compared c : comparisons()) {
        PairedComparison of = c.compared();
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %+.4f [%+.4f, %+.4f] | %.4f |%n",
                c.group(),
                c.label(),
                of.queries(),
                of.difference(),
                of.interval().lower(),
                of.interval().upper(),
                of.pValue()));
      }
    }
    text.append("\n![Recall by source](").append(BY_SOURCE).append(")\n");
    text.append("![Recall by length of the query](").append(BY_LENGTH).append(")\n\n");
    SearchEvaluation.METRICS.forEach(metric -> text.append(Figures.convention(metric)));
    return text.toString();
  }

  @Override
  public Map<String, String> plots() {
    return Map.of(
        BY_SOURCE, chart("Recall by source", groups(query -> true)),
        BY_LENGTH, chart("Recall by length of the query", lengths()));
  }

  private static String chart(String title, Map<String, Scores> groups) {
    List<String> series = List.of("recall@10", "recall@100");
    List<BarChart.Group> bars = new ArrayList<>();
    groups.forEach((name, of) ->
        bars.add(
            new BarChart.Group(
                name,
                String.format(Locale.ROOT, "%,d queries", of.queries()),
                series.stream()
                    .map(label -> new BarChart.Bar(of.mean(label), of.interval(label)))
                    .toList())));
    return new BarChart(title, series, bars).svg();
  }
}
