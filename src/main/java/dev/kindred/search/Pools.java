package dev.kindred.search;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.diversification.MaximalMarginalRelevance;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the lists that pages walk through, and the cursors that carry them. Thread-safe.
final class Pools {
  private final int size;
  private final Cursors cursors;

  Pools(SearchOptions options, Cursors cursors) {
    this.size = options.pool();
    this.cursors = cursors;
  }

  /// The page that a cursor leads to; null for the first, which has none.
  ///
  /// @throws CursorException when the cursor does not belong to the request of this hash
  Cursors.@Nullable Page page(@Nullable String cursor, long hash) {
    return cursor == null ? null : cursors.read(cursor, hash);
  }

  /// The ranked and diversified list on the first page, the cursor's list on the others.
  Pool of(
      TitleSearcher searcher,
      List<FusedCandidate> ranked,
      Cursors.@Nullable Page page,
      double diversity,
      VectorField apart) {
    Map<TitleKey, FusedCandidate> found = new HashMap<>();
    ranked.forEach(candidate -> found.put(candidate.key(), candidate));
    if (page != null) return new Pool(page.keys(), page.next(), found);
    List<FusedCandidate> ordered = diversify(searcher, ranked, diversity, apart);
    return new Pool(keys(ordered.subList(0, Math.min(size, ordered.size()))), 0, found);
  }

  /// Of the page that follows one of `limit` titles; null when there is none.
  @Nullable String cursor(Pool pool, int limit, long hash) {
    int after = pool.next() + limit;
    return after >= pool.keys().size()
        ? null
        : cursors.write(hash, new Cursors.Page(after, pool.keys()));
  }

  private static List<FusedCandidate> diversify(
      TitleSearcher searcher, List<FusedCandidate> ranked, double diversity, VectorField field) {
    if (diversity <= 0) return ranked;
    List<FusedCandidate> pool =
        ranked.subList(0, Math.min(MaximalMarginalRelevance.POOL, ranked.size()));
    return MaximalMarginalRelevance.reorder(ranked, diversity, searcher.vectors(field, keys(pool)));
  }

  private static List<TitleKey> keys(List<FusedCandidate> candidates) {
    return candidates.stream().map(FusedCandidate::key).toList();
  }
}
