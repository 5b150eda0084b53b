package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.ButQuery.Clause;
import dev.kindred.evaluation.RankedSearch.Asked;
import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.measure.Metric;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Templated requests "like X but Y" and "like X without Y": whether the clause is heard, and what
/// hearing it costs of the likeness.
public final class ButEvaluation {
  /// Where violations are counted and rankings are judged.
  static final int DEPTH = 10;

  static final Metric NDCG = new Metric.Ndcg(DEPTH);
  static final String HAVING = "having@" + DEPTH;

  private final Embedder embedder;
  private final IndexOptions index;
  private final SearchOptions search;

  public ButEvaluation(Embedder embedder, IndexOptions index, SearchOptions search) {
    this.embedder = embedder;
    this.index = index;
    this.search = search;
  }

  /// Tags and ratings of MovieLens.
  public record MovieLens(Path tags, Path ratings) {}

  /// Scores of the queries of one clause.
  ///
  /// @param plain as if the clause had not been said
  /// @param leftOut the same ranking without the titles that have the label: the best that leaving
  ///   out can do, for `without` alone
  /// @param with the clause
  record Compared(Scores plain, Scores leftOut, Scores with) {
    static Compared none() {
      return new Compared(scores(), scores(), scores());
    }

    private static Scores scores() {
      return new Scores(List.of(NDCG.label(), HAVING), new LinkedHashMap<>());
    }
  }

  /// @param minVotes when above 0, only titles with so many votes and with a synopsis are searched
  /// @throws IOException when a file cannot be read, naming the line, or it allows no query
  public ButReport run(Path catalogue, MovieLens judgements, int minVotes, Progress progress)
      throws IOException {
    CatalogueTitles titles = read(catalogue, minVotes, progress);
    return run(
        titles,
        Kinship.ofMovieLens(judgements.tags(), judgements.ratings(), titles.list()),
        progress);
  }

  /// The same, judged by the content profiles of the catalogue.
  public ButReport run(Path catalogue, int minVotes, Progress progress) throws IOException {
    CatalogueTitles titles = read(catalogue, minVotes, progress);
    return run(titles, Kinship.ofProfiles(titles.list()), progress);
  }

  private static CatalogueTitles read(Path catalogue, int minVotes, Progress progress)
      throws IOException {
    progress.start("reading the catalogue", Progress.UNKNOWN);
    CatalogueTitles titles = CatalogueTitles.read(catalogue, minVotes);
    progress.end();
    return titles;
  }

  private ButReport run(CatalogueTitles titles, Kinship kinship, Progress progress)
      throws IOException {
    Map<String, Title> byId = new HashMap<>();
    for (ProfiledTitle one : titles.list()) byId.put(one.title().id().value(), one.title());
    List<ButQuery> queries = ButQuery.of(kinship, byId);
    if (queries.isEmpty()) throw new IOException("the data allows no query with a clause");
    Map<String, Asked> asked = new LinkedHashMap<>();
    for (ButQuery query : queries) {
      Set<String> seed = Set.of(query.plainId());
      asked.put(query.plainId(), new Asked(query.plainId(), query.plain(), seed));
      asked.put(query.id(), new Asked(query.id(), query.text(), seed));
    }
    Map<String, List<String>> rankings;
    try (TemporaryIndex generation =
        TemporaryIndex.of(
            titles.list(),
            TitleVectors.by(embedder, TitleVectors.Embedding.COMPUTED),
            index,
            progress)) {
      rankings =
          new RankedSearch(generation, embedder, search)
              .rank(List.copyOf(asked.values()), Mode.AUTO, progress);
    }
    Map<Clause, Compared> compared = new EnumMap<>(Clause.class);
    Map<String, List<String>> first = new LinkedHashMap<>();
    for (ButQuery query : queries) {
      List<String> plain = rankings.getOrDefault(query.plainId(), List.of());
      List<String> with = rankings.getOrDefault(query.id(), List.of());
      Compared of = compared.computeIfAbsent(query.clause(), clause -> Compared.none());
      add(of.plain(), query, plain, kinship);
      add(of.with(), query, with, kinship);
      if (query.clause() == Clause.WITHOUT)
        add(
            of.leftOut(),
            query,
            plain.stream().filter(id -> !kinship.has(id, query.label())).toList(),
            kinship);
      first.put(query.id(), with.subList(0, Math.min(DEPTH, with.size())));
    }
    return new ButReport(titles.titles().size(), kinship.convention(), queries, compared, first);
  }

  private static void add(Scores to, ButQuery query, List<String> ranking, Kinship kinship) {
    double having =
        (double) ranking.stream().limit(DEPTH).filter(id -> kinship.has(id, query.label())).count()
            / DEPTH;
    to.values().put(query.id(), new double[] {NDCG.of(ranking, query.grades(kinship)), having});
  }
}
