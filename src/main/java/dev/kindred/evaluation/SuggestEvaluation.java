package dev.kindred.evaluation;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.DataLines;
import dev.kindred.embedding.Embedder;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.Suggestion;
import dev.kindred.ingestion.Progress;
import dev.kindred.measure.Metric;
import dev.kindred.search.Search;
import dev.kindred.search.SearchOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Completions of what is typed, over a whole catalogue: whether the wanted title comes first, and
/// whether it is among ten.
public final class SuggestEvaluation {
  static final List<Metric> METRICS = List.of(new Metric.Success(1), new Metric.Success(10));

  private static final int LIMIT = 10;
  private static final int MAX_IDS = 10_000;
  private static final int STEP = 50;

  private final Embedder embedder;
  private final IndexOptions index;

  /// @param embedder names the model of the index; nothing is embedded
  public SuggestEvaluation(Embedder embedder, IndexOptions index) {
    this.embedder = embedder;
    this.index = index;
  }

  private record Typed(String kind, String text, Map<String, Integer> relevant) {}

  /// @param queries JSON lines with `kind`, `query`, `relevant`; other fields are passed over
  /// @throws IOException when a file cannot be read, naming the line, or no title is wanted that
  ///   the catalogue holds
  public SuggestReport run(Path catalogue, Path queries, Progress progress) throws IOException {
    List<Typed> typed = read(queries);
    progress.start("reading the catalogue", Progress.UNKNOWN);
    CatalogueTitles titles = CatalogueTitles.read(catalogue, 0);
    progress.end();
    Map<String, Scores> scores = new TreeMap<>();
    int leftOut = 0;
    try (TemporaryIndex generation =
        TemporaryIndex.of(titles.list(), DocumentVectors.none(embedder), index, progress)) {
      Search search = RankedSearch.search(generation, embedder, SearchOptions.DEFAULT);
      progress.start("completing", typed.size());
      for (int i = 0; i < typed.size(); i++) {
        Typed one = typed.get(i);
        if (one.relevant().keySet().stream().noneMatch(titles.ids()::contains)) {
          leftOut++;
        } else {
          scores
              .computeIfAbsent(one.kind(), kind -> Scores.none(METRICS))
              .add(Integer.toString(i), ranking(search, one.text()), one.relevant(), METRICS);
        }
        if (i % STEP == STEP - 1) progress.step(STEP);
      }
      progress.end();
    }
    if (scores.isEmpty())
      throw new IOException("no query of " + queries + " wants a title of " + catalogue);
    return new SuggestReport(titles.titles().size(), leftOut, scores);
  }

  /// The suggestions in order; those that are no title take their place too.
  private static List<String> ranking(Search search, String text) {
    List<String> ranking = new ArrayList<>();
    for (Suggestion suggestion : search.suggest(text, LIMIT)) {
      TitleId id = suggestion.id();
      ranking.add(id == null ? suggestion.kind() + " " + suggestion.text() : id.value());
    }
    return List.copyOf(new LinkedHashSet<>(ranking));
  }

  private static List<Typed> read(Path file) throws IOException {
    List<Typed> typed = new ArrayList<>();
    DataLines.json(
        file,
        in -> {
          String kind = in.requiredText("kind", TitleId.MAX_BYTES);
          String text = in.requiredText("query", TitleId.MAX_BYTES);
          Set<String> relevant =
              new LinkedHashSet<>(in.texts("relevant", MAX_IDS, TitleId.MAX_BYTES));
          in.faults().throwIfAny();
          if (relevant.isEmpty()) throw new IllegalArgumentException("/relevant: names no title");
          Map<String, Integer> grades = new HashMap<>();
          relevant.forEach(id -> grades.put(id, 1));
          typed.add(new Typed(kind, text, grades));
        });
    return typed;
  }
}
