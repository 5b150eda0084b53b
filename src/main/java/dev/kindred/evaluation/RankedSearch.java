package dev.kindred.evaluation;

import dev.kindred.catalogue.Filter;
import dev.kindred.embedding.Embedder;
import dev.kindred.ingestion.Progress;
import dev.kindred.query.Grammar;
import dev.kindred.query.QueryVector;
import dev.kindred.query.Understanding;
import dev.kindred.ranking.RankingModels;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchOptions;
import dev.kindred.search.SearchRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The search that the service runs, over a temporary index: ranked ids of a text.
final class RankedSearch {
  /// Depth of every ranking: the longest page.
  static final int DEPTH = SearchRequest.MAX_LIMIT;

  private static final Set<String> FAILURES = Set.of("sourceFailed", "vectorsUnavailable");
  private static final int AT_ONCE = 64;

  /// One text to be searched.
  ///
  /// @param excluded ids that do not count, as if they were not in the index
  record Asked(String id, String text, Set<String> excluded) {}

  private final Search search;

  /// Ranked as it comes, by the models set by hand.
  RankedSearch(TemporaryIndex index, Embedder embedder, SearchOptions options) {
    this(index, embedder, RankingModels.BY_HAND, options);
  }

  RankedSearch(
      TemporaryIndex index, Embedder embedder, RankingModels models, SearchOptions options) {
    this.search = search(index, embedder, models, options);
  }

  /// The whole search, composed as the service composes it.
  static Search search(TemporaryIndex index, Embedder embedder, SearchOptions options) {
    return search(index, embedder, RankingModels.BY_HAND, options);
  }

  private static Search search(
      TemporaryIndex index, Embedder embedder, RankingModels models, SearchOptions options) {
    Understanding understanding =
        new Understanding(
            Optional.empty(),
            new Grammar(Clock.systemUTC()),
            (model, text) ->
                new QueryVector(
                    model,
                    embedder.embedQueries(List.of(text)).getFirst(),
                    embedder.legibility(text)));
    return new Search(index::acquire, understanding, models, options, new byte[16]);
  }

  /// Computes the vectors of queries that no cache holds, so that searching need not.
  static void embed(Collection<Asked> asked, Embedder embedder, Progress progress) {
    List<String> texts = asked.stream().map(one -> searchable(one.text())).distinct().toList();
    progress.start("embedding queries", texts.size());
    for (int from = 0; from < texts.size(); from += AT_ONCE) {
      List<String> portion = texts.subList(from, Math.min(texts.size(), from + AT_ONCE));
      var _ = embedder.embedQueries(portion);
      progress.step(portion.size());
    }
    progress.end();
  }

  /// The ids of the best titles for each text, at most [#DEPTH], by the ids of the texts in their
  /// order; on all cores.
  ///
  /// @throws IllegalStateException when a part of a search failed: the figures would be those of
  ///   another system
  Map<String, List<String>> rank(List<Asked> asked, SearchRequest.Mode mode, Progress progress) {
    return each(asked, one -> rank(one, mode), progress);
  }

  /// What ranking would know of the candidates of each text.
  Map<String, Search.Considered> consider(
      List<Asked> asked, SearchRequest.Mode mode, Progress progress) {
    return each(asked, one -> search.consider(request(one.text(), mode, null)), progress);
  }

  private static <T> Map<String, T> each(
      List<Asked> asked, Function<Asked, T> answer, Progress progress) {
    Map<String, T> answers = new LinkedHashMap<>();
    progress.start("searching", asked.size());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("evaluate-", 1).factory())) {
      for (int from = 0; from < asked.size(); from += AT_ONCE) {
        List<Asked> portion = asked.subList(from, Math.min(asked.size(), from + AT_ONCE));
        List<Future<T>> running = new ArrayList<>();
        for (Asked one : portion) running.add(workers.submit(() -> answer.apply(one)));
        for (int i = 0; i < portion.size(); i++)
          answers.put(portion.get(i).id(), result(running.get(i)));
        progress.step(portion.size());
      }
    }
    progress.end();
    return answers;
  }

  private List<String> rank(Asked asked, SearchRequest.Mode mode) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      SearchAnswer answer = search.search(request(asked.text(), mode, cursor));
      for (SearchAnswer.Warning warning : answer.warnings()) {
        if (FAILURES.contains(warning.code()))
          throw new IllegalStateException("a search was not whole: " + warning.detail());
      }
      answer.items().stream()
          .map(item -> item.document().title().id().value())
          .filter(id -> !asked.excluded().contains(id))
          .forEach(ids::add);
      cursor = answer.nextCursor();
    } while (ids.size() < DEPTH && cursor != null);
    return ids.subList(0, Math.min(DEPTH, ids.size()));
  }

  private static SearchRequest request(
      String text, SearchRequest.Mode mode, @Nullable String cursor) {
    return new SearchRequest(
        searchable(text),
        DEPTH,
        cursor,
        mode,
        Filter.NONE,
        List.of(),
        null,
        List.of(),
        0,
        SearchRequest.Highlighting.OFF,
        SearchRequest.Explaining.NONE);
  }

  private static <T> T result(Future<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while searching");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("a search failed", e.getCause());
    }
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
