package dev.kindred.evaluation;

import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.RankedSearch.Asked;
import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.measure.Metric;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Retrieval of documents as BEIR measures it: every document is a title, every judged query is
/// searched by words, by vectors and by both, and the first [RankedSearch#DEPTH] hits are scored. A
/// query without a relevant document is left out, as no measure is defined for it.
public final class RetrievalEvaluation {
  static final List<Metric> METRICS =
      List.of(
          new Metric.Ndcg(10),
          new Metric.Recall(10),
          new Metric.Recall(100),
          new Metric.ReciprocalRank(10),
          new Metric.AveragePrecision(RankedSearch.DEPTH),
          new Metric.Precision(10));

  private final Embedder embedder;
  private final IndexOptions index;
  private final SearchOptions search;

  public RetrievalEvaluation(Embedder embedder, IndexOptions index, SearchOptions search) {
    this.embedder = embedder;
    this.index = index;
    this.search = search;
  }

  /// @param modes at least one of LEXICAL, VECTOR, HYBRID
  /// @throws IOException when a file cannot be read, naming the line, or the files do not belong
  ///   together
  public RetrievalReport run(
      Path corpus, Path queries, Path qrels, List<Mode> modes, Progress progress)
      throws IOException {
    List<ProfiledTitle> titles = Corpus.titles(corpus);
    Map<String, String> texts = Corpus.queries(queries);
    Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
    int unjudged = 0;
    for (Map.Entry<String, Map<String, Integer>> entry :
        Judgements.read(qrels).grades().entrySet()) {
      if (!texts.containsKey(entry.getKey()))
        throw new IOException(
            qrels + " judges the query " + entry.getKey() + ", not in " + queries);
      if (entry.getValue().values().stream().anyMatch(grade -> grade > 0))
        judged.put(entry.getKey(), entry.getValue());
      else unjudged++;
    }
    if (judged.isEmpty()) throw new IOException(qrels + " names no relevant document");
    boolean vectors = !modes.equals(List.of(Mode.LEXICAL));
    try (TemporaryIndex generation =
        TemporaryIndex.of(
            titles,
            vectors ? DocumentVectors.of(embedder) : DocumentVectors.none(embedder),
            index,
            progress)) {
      List<Asked> asked = new ArrayList<>();
      judged
          .keySet()
          .forEach(query -> asked.add(new Asked(query, texts.getOrDefault(query, ""), Set.of())));
      if (vectors) RankedSearch.embed(asked, embedder, progress);
      RankedSearch ranked = new RankedSearch(generation, embedder, search);
      Map<Mode, Scores> scores = new EnumMap<>(Mode.class);
      for (Mode mode : modes) {
        Scores of = Scores.none(METRICS);
        ranked
            .rank(asked, mode, progress)
            .forEach(
                (query, ids) -> of.add(query, ids, judged.getOrDefault(query, Map.of()), METRICS));
        scores.put(mode, of);
      }
      return new RetrievalReport(titles.size(), judged.size(), unjudged, scores);
    }
  }
}
