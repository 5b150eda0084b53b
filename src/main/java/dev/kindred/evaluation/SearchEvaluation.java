package dev.kindred.evaluation;

import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.RankedSearch.Asked;
import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.measure.Metric;
import dev.kindred.ranking.RankingModels;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Search of a catalogue by judged texts. A query counts when one of its answers is among the
/// titles searched; its other answers are not missed. The titles that the asker named are taken out
/// of the ranking before it is cut.
public final class SearchEvaluation {
  static final List<Metric> METRICS =
      List.of(
          new Metric.Recall(10),
          new Metric.Recall(100),
          new Metric.ReciprocalRank(10),
          new Metric.Ndcg(10));

  private final Embedder embedder;
  private final IndexOptions index;
  private final RankingModels models;
  private final SearchOptions search;

  public SearchEvaluation(
      Embedder embedder, IndexOptions index, RankingModels models, SearchOptions search) {
    this.embedder = embedder;
    this.index = index;
    this.models = models;
    this.search = search;
  }

  /// @param minVotes when above 0, only titles with so many votes and with a synopsis are searched
  /// @throws IOException when a file cannot be read, naming the line, or no query can be answered
  public SearchReport run(Path catalogue, Path queries, int minVotes, Mode mode, Progress progress)
      throws IOException {
    progress.start("reading the catalogue", Progress.UNKNOWN);
    CatalogueTitles titles = CatalogueTitles.read(catalogue, minVotes);
    progress.end();
    List<TitleQuery> answerable = new ArrayList<>();
    List<TitleQuery> all = TitleQuery.read(queries);
    for (TitleQuery query : all) {
      if (query.relevant().stream().anyMatch(titles.ids()::contains)) answerable.add(query);
    }
    if (answerable.isEmpty())
      throw new IOException(
          "no query of " + queries + " has an answer among the titles of " + catalogue);
    List<Asked> asked = new ArrayList<>();
    for (TitleQuery query : answerable)
      asked.add(new Asked(query.id(), query.text(), query.seeds()));
    Map<String, List<String>> rankings;
    try (TemporaryIndex generation =
        TemporaryIndex.of(
            titles.list(),
            TitleVectors.by(embedder, TitleVectors.Embedding.COMPUTED),
            index,
            progress)) {
      if (mode != Mode.LEXICAL) RankedSearch.embed(asked, embedder, progress);
      rankings = new RankedSearch(generation, embedder, models, search).rank(asked, mode, progress);
    }
    Scores scores = Scores.none(METRICS);
    Map<String, TitleQuery> byId = new LinkedHashMap<>();
    for (TitleQuery query : answerable) {
      Map<String, Integer> grades = new HashMap<>();
      for (String id : query.relevant()) if (titles.ids().contains(id)) grades.put(id, 1);
      scores.add(query.id(), rankings.getOrDefault(query.id(), List.of()), grades, METRICS);
      byId.put(query.id(), query);
    }
    return new SearchReport(
        mode, models.name(), titles.titles().size(), all.size() - answerable.size(), byId, scores);
  }
}
