package dev.kindred.evaluation;

import dev.kindred.catalogue.Filter;
import dev.kindred.embedding.Embedder;
import dev.kindred.ingestion.Progress;
import dev.kindred.query.Understanding;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The search that the service runs, over a temporary index: ranked ids of a text.
final class RankedSearch {
  /// Depth of every ranking: the longest page.
  static final int DEPTH = SearchRequest.MAX_LIMIT;

  private static final Set<String> FAILURES = Set.of("sourceFailed", "vectorsUnavailable");
  private static final int QUERIES_AT_ONCE = 64;

  private final Search search;

  RankedSearch(TemporaryIndex index, Embedder embedder, SearchOptions options) {
    Understanding understanding =
        new Understanding(
            embedder.modelId(), text -> embedder.embedQueries(List.of(text)).getFirst());
    this.search = new Search(index::acquire, understanding, options, new byte[16]);
  }

  /// Computes the vectors of queries that no cache holds, so that searching need not.
  static void embed(Collection<String> texts, Embedder embedder, Progress progress) {
    List<String> queries = texts.stream().map(RankedSearch::searchable).toList();
    progress.start("embedding queries", queries.size());
    for (int from = 0; from < queries.size(); from += QUERIES_AT_ONCE) {
      List<String> portion =
          queries.subList(from, Math.min(queries.size(), from + QUERIES_AT_ONCE));
      var _ = embedder.embedQueries(portion);
      progress.step(portion.size());
    }
    progress.end();
  }

  /// The ids of the best titles, at most [#DEPTH].
  ///
  /// @throws IllegalStateException when a part of the search failed: its figures would be those of
  ///   another system
  List<String> rank(String text, SearchRequest.Mode mode) {
    SearchAnswer answer =
        search.search(
            new SearchRequest(
                searchable(text),
                DEPTH,
                null,
                mode,
                Filter.NONE,
                List.of(),
                0,
                SearchRequest.Highlighting.OFF,
                SearchRequest.Explaining.NONE));
    for (SearchAnswer.Warning warning : answer.warnings()) {
      if (FAILURES.contains(warning.code()))
        throw new IllegalStateException("a search was not whole: " + warning.detail());
    }
    List<String> ids = new ArrayList<>();
    answer.items().forEach(item -> ids.add(item.document().title().id().value()));
    return ids;
  }

  /// The text as a caller of the service can send it: cut after the last word that fits.
  static String searchable(String text) {
    String stripped = text.strip();
    if (stripped.length() <= SearchRequest.MAX_QUERY) return stripped;
    int end = SearchRequest.MAX_QUERY;
    while (end > 0 && !Character.isWhitespace(stripped.charAt(end))) end--;
    if (end == 0) {
      end = SearchRequest.MAX_QUERY;
      if (Character.isLowSurrogate(stripped.charAt(end))) end--;
    }
    return stripped.substring(0, end).strip();
  }
}
