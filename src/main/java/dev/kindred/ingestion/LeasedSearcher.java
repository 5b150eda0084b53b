package dev.kindred.ingestion;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Generation;
import dev.kindred.index.Hit;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TextHits;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// A searcher that lets go of its index when it is closed, once, and that knows the ids of merged
/// titles too: the index holds a title under its own id alone, so what it does not know is looked
/// up in the store. The one place where everything that searches resolves an id.
final class LeasedSearcher implements TitleSearcher {
  private final TitleSearcher searcher;
  private final Function<TitleId, Optional<TitleKey>> redirects;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param redirects the key that an id stands for in the store
  LeasedSearcher(
      TitleSearcher searcher, Function<TitleId, Optional<TitleKey>> redirects, Runnable release) {
    this.searcher = searcher;
    this.redirects = redirects;
    this.release = release;
  }

  @Override
  public Generation generation() {
    return searcher.generation();
  }

  @Override
  public TextHits text(String text, Filter filter, int depth) {
    return searcher.text(text, filter, depth);
  }

  @Override
  public double bestScore(String text, double floor) {
    return searcher.bestScore(text, floor);
  }

  @Override
  public List<Hit> nearest(
      VectorField field, float[] query, Eligible eligible, int depth, Collection<TitleKey> seeds) {
    return searcher.nearest(field, query, eligible, depth, seeds);
  }

  @Override
  public List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth) {
    return searcher.nearestExactly(field, query, filter, depth);
  }

  @Override
  public List<Hit> browse(Eligible eligible, int depth) {
    return searcher.browse(eligible, depth);
  }

  @Override
  public Map<TitleKey, TitleFacts> facts(Collection<TitleKey> keys) {
    return searcher.facts(keys);
  }

  @Override
  public Map<TitleKey, TextMatch> matches(String text, Collection<TitleKey> keys) {
    return searcher.matches(text, keys);
  }

  @Override
  public Map<TitleKey, double[]> cosines(
      VectorField field, List<float[]> to, Collection<TitleKey> keys) {
    return searcher.cosines(field, to, keys);
  }

  @Override
  public Set<TitleKey> passing(Filter filter, Collection<TitleKey> keys) {
    return searcher.passing(filter, keys);
  }

  @Override
  public Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    return searcher.ids(keys);
  }

  @Override
  public long count(Filter filter) {
    return searcher.count(filter);
  }

  @Override
  public boolean anyPasses(Filter filter) {
    return searcher.anyPasses(filter);
  }

  @Override
  public FacetCounts facets(
      List<FilterField> fields,
      String text,
      Filter filter,
      Collection<TitleKey> candidates,
      int limit) {
    return searcher.facets(fields, text, filter, candidates, limit);
  }

  @Override
  public List<Suggestion> named(String name) {
    return searcher.named(name);
  }

  @Override
  public List<Suggestion> suggest(String typed, int limit, double least) {
    return searcher.suggest(typed, limit, least);
  }

  @Override
  public List<Suggestion> complete(String typed, int limit) {
    return searcher.complete(typed, limit);
  }

  @Override
  public boolean beginsName(String words) {
    return searcher.beginsName(words);
  }

  @Override
  public Optional<TitleKey> key(TitleId id) {
    Optional<TitleKey> known = searcher.key(id);
    if (known.isPresent()) return known;
    return redirects.apply(id).filter(key -> searcher.documents(List.of(key)).containsKey(key));
  }

  @Override
  public Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    return searcher.documents(keys);
  }

  @Override
  public Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys) {
    return searcher.vectors(field, keys);
  }

  @Override
  public Map<TitleKey, Map<String, List<String>>> highlights(
      String text, Collection<TitleDocument> documents) {
    return searcher.highlights(text, documents);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      searcher.close();
    } finally {
      release.run();
    }
  }
}
