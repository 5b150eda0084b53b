package dev.kindred.evaluation;

import dev.kindred.catalogue.TitleId;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.TitlePair.Rating;
import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.search.Search;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.Similarity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Similarity of titles against judged pairs: whether pairs that somebody found fitting score above
/// those found unfitting. A pair counts when both its titles are found in the catalogue.
public final class SimilarEvaluation {
  private final Embedder embedder;
  private final IndexOptions index;

  public SimilarEvaluation(Embedder embedder, IndexOptions index) {
    this.embedder = embedder;
    this.index = index;
  }

  private record Matched(TitleId first, TitleId second, Rating rating) {}

  /// @throws IOException when a file cannot be read, naming the line, or the matched pairs are not
  ///   of both ratings
  public SimilarReport run(Path catalogue, Path pairs, Progress progress) throws IOException {
    List<TitlePair> judged = TitlePair.read(pairs);
    progress.start("reading the catalogue", Progress.UNKNOWN);
    CatalogueTitles titles = CatalogueTitles.read(catalogue, 0);
    progress.end();
    TitleNames names = new TitleNames(titles.list().stream().map(ProfiledTitle::title).toList());
    List<Matched> matched = new ArrayList<>();
    Set<String> compared = new LinkedHashSet<>();
    for (TitlePair pair : judged) {
      Optional<TitleId> first = names.find(pair.first());
      Optional<TitleId> second = names.find(pair.second());
      if (first.isEmpty() || second.isEmpty()) continue;
      matched.add(new Matched(first.get(), second.get(), pair.rating()));
      compared.add(first.get().value());
      compared.add(second.get().value());
    }
    for (Rating rating : Rating.values()) {
      if (matched.stream().noneMatch(pair -> pair.rating() == rating))
        throw new IOException("no pair of " + pairs + " that is in " + catalogue + " is " + rating);
    }
    // Rarity of people is counted over the whole catalogue; only the titles compared need vectors.
    try (TemporaryIndex generation =
        TemporaryIndex.of(
            titles.list(),
            new SomeVectors(TitleVectors.by(embedder, TitleVectors.Embedding.COMPUTED), compared),
            index,
            progress)) {
      Search search = RankedSearch.search(generation, embedder, SearchOptions.DEFAULT);
      List<Similarity> fitting = new ArrayList<>();
      List<Similarity> unfitting = new ArrayList<>();
      progress.start("comparing", matched.size());
      for (Matched pair : matched) {
        Similarity similarity = search.similarity(pair.first(), pair.second());
        (pair.rating() == Rating.OK ? fitting : unfitting).add(similarity);
        progress.step(1);
      }
      progress.end();
      return new SimilarReport(titles.titles().size(), judged.size(), fitting, unfitting);
    }
  }
}
