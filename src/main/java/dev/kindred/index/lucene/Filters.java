package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.index.Eligible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/// What passes the filters of one request, in one snapshot, each worked out once. Thread-safe.
final class Filters {
  private final IndexSearcher searcher;
  private final TitleDocs titles;
  private final Map<Filter, Matches> passing = new ConcurrentHashMap<>();

  /// By identity: telling large sets of titles apart would cost more than what is saved.
  private final Map<Eligible, Matches> eligible =
      Collections.synchronizedMap(new IdentityHashMap<>());

  Filters(IndexSearcher searcher, TitleDocs titles) {
    this.searcher = searcher;
    this.titles = titles;
  }

  Matches passing(Filter filter) throws IOException {
    Matches known = passing.get(filter);
    if (known != null) return known;
    Matches matches = Matches.of(FilterQueries.query(filter), searcher);
    passing.put(filter, matches);
    return matches;
  }

  /// Looks no further than the first unless the filter was asked for before.
  boolean anyPasses(Filter filter) throws IOException {
    Matches known = passing.get(filter);
    return known == null ? Matches.any(FilterQueries.query(filter), searcher) : known.count() > 0;
  }

  /// What passes a filter; null when all titles do.
  @Nullable Matches within(Filter filter) throws IOException {
    if (filter.equals(Filter.NONE)) return null;
    Matches matches = passing(filter);
    return matches.count() == searcher.getIndexReader().numDocs() ? null : matches;
  }

  /// What is eligible; null when all titles are.
  @Nullable Matches within(Eligible of) throws IOException {
    if (of.without().isEmpty()) return within(of.filter());
    try {
      return eligible.computeIfAbsent(of, this::without);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Matches without(Eligible of) {
    try {
      Matches within = within(of.filter());
      Matches all = within == null ? Matches.all(searcher.getIndexReader().leaves()) : within;
      return all.without(searcher.getIndexReader().leaves(), titles.docs(of.without()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
