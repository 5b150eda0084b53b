package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Generation;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TextHits;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.index.VectorField;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.TotalHits;

/// One snapshot of one Lucene generation.
final class LuceneTitleSearcher implements TitleSearcher {
  private static final int COUNT_UP_TO = 1_000;

  private final SearcherManager manager;
  private final IndexSearcher searcher;
  private final Generation generation;
  private final Analyzers analyzers;
  private final Suggestions suggestions;
  private final BestScores bestScores;
  private final TitleDocs titles;
  private final Filters filters;
  private final VectorSearch vectors;
  private boolean closed;
  private final Map<String, TextQuery> texts = new ConcurrentHashMap<>();

  LuceneTitleSearcher(
      SearcherManager manager,
      Generation generation,
      Analyzers analyzers,
      Suggestions suggestions,
      VectorSketches sketches,
      PerSegment<KeyedDocs> keyed,
      BestScores bestScores,
      IndexOptions options)
      throws IOException {
    this.manager = manager;
    this.searcher = manager.acquire();
    this.generation = generation;
    this.analyzers = analyzers;
    this.suggestions = suggestions;
    this.bestScores = bestScores;
    this.titles = new TitleDocs(searcher, keyed);
    this.filters = new Filters(searcher, titles);
    this.vectors = new VectorSearch(searcher, titles, filters, sketches, options);
  }

  @Override
  public Generation generation() {
    return generation;
  }

  @Override
  public TextHits text(String text, Filter filter, int depth) {
    try {
      TextQuery query = textQuery(text);
      if (query.isEmpty()) return TextHits.NONE;
      TopDocs top =
          searcher.search(
              filtered(query.query(), filter), new TopScoreDocCollectorManager(depth, COUNT_UP_TO));
      Total total =
          new Total(
              top.totalHits.value(),
              top.totalHits.relation() == TotalHits.Relation.EQUAL_TO
                  ? Total.Relation.EQ
                  : Total.Relation.GTE);
      return new TextHits(
          titles.hits(top.scoreDocs),
          total,
          query.coverage(searcher.getIndexReader(), top.scoreDocs));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public double bestScore(String text, double floor) {
    try {
      TextQuery query = textQuery(text);
      return query.isEmpty() ? floor : bestScores.of(text, query.query(), searcher, floor);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> nearest(
      VectorField field, float[] query, Eligible eligible, int depth, Collection<TitleKey> seeds) {
    check(field, query);
    try {
      return vectors.nearest(field, query, eligible, depth, seeds);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth) {
    check(field, query);
    try {
      return vectors.nearestExactly(field, query, filter, depth);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> browse(Eligible eligible, int depth) {
    try {
      Sort sort =
          new Sort(
              new SortField(Schema.POPULARITY, SortField.Type.FLOAT, true),
              new SortField(Schema.ID, SortField.Type.STRING));
      Matches within = filters.within(eligible);
      Query all = within == null ? MatchAllDocsQuery.INSTANCE : within.query();
      TopDocs top = searcher.search(all, new TopFieldCollectorManager(sort, depth, null, depth));
      for (ScoreDoc doc : top.scoreDocs) {
        Object popularity = ((FieldDoc) doc).fields[0];
        doc.score = popularity instanceof Float value ? value : 0;
      }
      return titles.hits(top.scoreDocs);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, TitleFacts> facts(Collection<TitleKey> keys) {
    try {
      return titles.facts(keys);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, TextMatch> matches(String text, Collection<TitleKey> keys) {
    try {
      return new TextMatches(textQuery(text), searcher).of(titles.inDocOrder(keys));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, double[]> cosines(
      VectorField field, List<float[]> to, Collection<TitleKey> keys) {
    to.forEach(vector -> check(field, vector));
    try {
      return vectors.cosines(field, to, keys);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Set<TitleKey> passing(Filter filter, Collection<TitleKey> keys) {
    try {
      Matches within = filters.within(filter);
      Set<TitleKey> passing = new HashSet<>();
      for (TitleKey key : keys) {
        int doc = titles.doc(key);
        if (doc == TitleDocs.NONE) continue;
        LeafReaderContext leaf = titles.leaf(doc);
        if (within == null || within.segment(leaf.ord).get(doc - leaf.docBase)) passing.add(key);
      }
      return passing;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    try {
      ScoreDoc[] docs =
          IntStream.of(titles.docs(keys))
              .mapToObj(doc -> new ScoreDoc(doc, 0))
              .toArray(ScoreDoc[]::new);
      Map<TitleKey, TitleId> ids = new HashMap<>();
      for (Hit hit : titles.hits(docs)) ids.put(hit.key(), hit.id());
      return ids;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public long count(Filter filter) {
    if (filter.equals(Filter.NONE)) return searcher.getIndexReader().numDocs();
    try {
      return filters.passing(filter).count();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean anyPasses(Filter filter) {
    try {
      return filters.anyPasses(filter);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public FacetCounts facets(
      List<FilterField> fields,
      String text,
      Filter filter,
      Collection<TitleKey> candidates,
      int limit) {
    try {
      Matches matches;
      if (text.isBlank()) {
        matches = candidates.isEmpty() ? filters.passing(filter) : Matches.none(leaves());
      } else {
        matches = Matches.ofAny(textQuery(text), leaves(), filters.within(filter));
      }
      if (!candidates.isEmpty()) {
        matches = matches.with(leaves(), titles.docs(candidates));
      }
      return Facets.count(leaves(), matches, fields, limit);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Suggestion> suggest(String typed, int limit, double least) {
    try {
      return suggestions.suggest(searcher.getIndexReader(), typed, limit, least);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Suggestion> named(String name) {
    try {
      return suggestions.named(searcher.getIndexReader(), name);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Suggestion> complete(String typed, int limit) {
    try {
      return suggestions.complete(searcher.getIndexReader(), typed, limit);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean beginsName(String words) {
    return suggestions.beginsName(searcher.getIndexReader(), words);
  }

  @Override
  public Optional<TitleKey> key(TitleId id) {
    try {
      return titles.key(id);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    try {
      return titles.documents(keys);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys) {
    try {
      return vectors.vectors(field, keys);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, Map<String, List<String>>> highlights(
      String text, Collection<TitleDocument> documents) {
    try {
      Highlights highlights = new Highlights(analyzers, textQuery(text));
      Map<TitleKey, Map<String, List<String>>> found = new HashMap<>();
      for (TitleDocument document : documents)
        found.put(document.key(), highlights.of(document.title()));
      return found;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    if (closed) return; // a second release would take another request's reference away
    closed = true;
    try {
      manager.release(searcher);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private TextQuery textQuery(String text) throws IOException {
    TextQuery query = texts.get(text);
    if (query == null) {
      query = TextQuery.of(text, analyzers, searcher);
      texts.put(text, query);
    }
    return query;
  }

  private Query filtered(Query query, Filter filter) throws IOException {
    Matches within = filters.within(filter);
    if (within == null) return query;
    return new BooleanQuery.Builder()
        .add(query, Occur.MUST)
        .add(within.query(), Occur.FILTER)
        .build();
  }

  private List<LeafReaderContext> leaves() {
    return searcher.getIndexReader().leaves();
  }

  private void check(VectorField field, float[] query) {
    TasteModel taste = generation.taste();
    int dimensions =
        switch (field) {
          case STORY, FEEL -> generation.dimensions();
          case TASTE -> taste == null ? 0 : taste.dimensions();
        };
    if (query.length != dimensions) {
      throw new IllegalArgumentException(
          "the %s vectors of generation %s have %d dimensions, the query %d"
              .formatted(Json.name(field), generation.id(), dimensions, query.length));
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("searching generation " + generation.id(), e);
  }
}
