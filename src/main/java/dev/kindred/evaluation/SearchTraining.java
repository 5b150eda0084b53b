package dev.kindred.evaluation;

import dev.kindred.catalogue.TitleId;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.RankedSearch.Asked;
import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.json.Json;
import dev.kindred.ranking.Feature;
import dev.kindred.ranking.LinearModel;
import dev.kindred.ranking.QueryClass;
import dev.kindred.ranking.RankingModel;
import dev.kindred.ranking.RankingModels;
import dev.kindred.search.Search;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.training.ranking.JudgedQuery;
import dev.kindred.training.ranking.RankingTraining;
import dev.kindred.training.ranking.RankingTraining.Method;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/// Learns how to rank from judged texts, and tells how well that does on titles it has not seen. For
/// that the answers are dealt into [#FOLDS] parts by their id; a model for each part is trained with
/// the titles of that part removed from every query, and each answer is ranked by the model that
/// never saw its title. All sources are learned from together: the service is not told the source of
/// a query.
public final class SearchTraining {
  static final int FOLDS = 5;

  private final Embedder embedder;
  private final IndexOptions index;
  private final SearchOptions search;

  public SearchTraining(Embedder embedder, IndexOptions index, SearchOptions search) {
    this.embedder = embedder;
    this.index = index;
    this.search = search;
  }

  /// @param minVotes when above 0, only titles with so many votes and with a synopsis are searched
  /// @throws IOException when a file cannot be read, naming the line, or no query can be answered
  public SearchTrainingReport run(Path catalogue, Path queries, int minVotes, Progress progress)
      throws IOException {
    progress.start("reading the catalogue", Progress.UNKNOWN);
    CatalogueTitles titles = CatalogueTitles.read(catalogue, minVotes);
    progress.end();
    Map<String, TitleQuery> answerable = new LinkedHashMap<>();
    for (TitleQuery query : TitleQuery.read(queries))
      if (query.relevant().stream().anyMatch(titles.ids()::contains))
        answerable.put(query.id(), query);
    if (answerable.isEmpty())
      throw new IOException(
          "no query of " + queries + " has an answer among the titles of " + catalogue);
    List<JudgedQuery> judged = judged(answerable, titles, progress);
    Map<String, Scores> systems = new LinkedHashMap<>();
    RankingModels fused = all(new LinearModel(Map.of(Feature.FUSED, 1.0)));
    systems.put("fused lists", scored(judged, _ -> fused));
    systems.put("by hand", scored(judged, _ -> RankingModels.BY_HAND));
    Method best = Method.LINEAR;
    double most = -1;
    for (Method method : Method.values()) {
      progress.start("training " + Json.name(method), FOLDS);
      List<RankingModels> folds = new ArrayList<>();
      for (int fold = 0; fold < FOLDS; fold++) {
        folds.add(RankingTraining.train(withoutFold(judged, fold), method));
        progress.step(1);
      }
      progress.end();
      Scores scores = scored(judged, folds::get);
      systems.put(Json.name(method) + ", cross-validated", scores);
      if (scores.mean("ndcg@10") > most) {
        most = scores.mean("ndcg@10");
        best = method;
      }
    }
    progress.start("training on all queries", Progress.UNKNOWN);
    RankingModels models =
        RankingTraining.train(judged, best)
            .named(
                String.format(
                    Locale.ROOT,
                    "%s, learned from %,d queries of %s",
                    Json.name(best),
                    judged.size(),
                    queries.getFileName()));
    progress.end();
    return new SearchTrainingReport(
        titles.titles().size(), String.valueOf(queries.getFileName()), answerable, systems, models);
  }

  private static RankingModels all(RankingModel model) {
    Map<QueryClass, RankingModel> byClass = new HashMap<>();
    for (QueryClass of : QueryClass.values()) byClass.put(of, model);
    return new RankingModels("fused", byClass);
  }

  private List<JudgedQuery> judged(
      Map<String, TitleQuery> queries, CatalogueTitles titles, Progress progress) {
    try (TemporaryIndex generation =
        TemporaryIndex.of(
            titles.list(),
            TitleVectors.by(embedder, TitleVectors.Embedding.COMPUTED),
            index,
            progress)) {
      List<Asked> asked = new ArrayList<>();
      for (TitleQuery query : queries.values())
        asked.add(new Asked(query.id(), query.text(), query.seeds()));
      RankedSearch.embed(asked, embedder, progress);
      Map<String, Search.Considered> considered =
          new RankedSearch(generation, embedder, RankingModels.BY_HAND, search)
              .consider(asked, Mode.AUTO, progress);
      List<JudgedQuery> judged = new ArrayList<>();
      considered.forEach((id, of) -> {
        TitleQuery query = queries.get(id);
        if (query == null) return;
        Set<String> answers = new HashSet<>(query.relevant());
        answers.retainAll(titles.ids());
        judged.add(
            new JudgedQuery(id, of.classed(), of.features(), answers)
                .without(title -> query.seeds().contains(title.value())));
      });
      return judged;
    }
  }

  /// Every query without the titles of one part that answer it.
  private static List<JudgedQuery> withoutFold(List<JudgedQuery> queries, int fold) {
    return queries.stream()
        .map(query ->
            query.without(
                title -> fold(title) == fold && query.answers().contains(title.value())))
        .toList();
  }

  static int fold(TitleId title) {
    CRC32 hash = new CRC32();
    hash.update(title.value().getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % FOLDS);
  }

  private interface ByFold {
    RankingModels of(int fold);
  }

  private static Scores scored(List<JudgedQuery> queries, ByFold models) {
    Scores scores = Scores.none(SearchEvaluation.METRICS);
    for (JudgedQuery query : queries) {
      Map<String, Integer> grades = new HashMap<>();
      query.answers().forEach(id -> grades.put(id, 1));
      scores.add(query.id(), ranking(query, models), grades, SearchEvaluation.METRICS);
    }
    return scores;
  }

  /// The titles in the order of the models: each answer where the model of its own part ranks it, the
  /// others as the first model orders them.
  private static List<String> ranking(JudgedQuery query, ByFold models) {
    int rows = query.features().rows();
    double[][] scores = new double[FOLDS][];
    for (int fold = 0; fold < FOLDS; fold++) {
      RankingModel model = models.of(fold).byClass().get(query.classed());
      scores[fold] =
          model == null
              ? new LinearModel(Map.of(Feature.FUSED, 1.0)).scores(query.features())
              : model.scores(query.features());
    }
    String[] places = new String[rows];
    for (int row : query.found()) {
      String id = query.features().titles().get(row).value();
      double[] of = scores[fold(query.features().titles().get(row))];
      int place = 0;
      for (int other = 0; other < rows; other++)
        if (of[other] > of[row] || (of[other] == of[row] && other < row)) place++;
      while (place < rows && places[place] != null) place++;
      while (place >= rows || places[place] != null) place--;
      places[place] = id;
    }
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, row -> row);
    double[] first = scores[0];
    Arrays.sort(order, (a, b) -> Double.compare(first[b], first[a]));
    int place = 0;
    for (int row : order) {
      if (query.isAnswer(row)) continue;
      while (places[place] != null) place++;
      places[place] = query.features().titles().get(row).value();
    }
    return Arrays.asList(places).subList(0, Math.min(RankedSearch.DEPTH, rows));
  }
}
