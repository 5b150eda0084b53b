package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Generation;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TextHits;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.index.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.SeededKnnVectorQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// One snapshot of one Lucene generation.
final class LuceneTitleSearcher implements TitleSearcher {
  /// Filters that keep at most this many titles are searched exactly: a scan of 10,000 unit vectors
  /// of 384 dimensions costs less than a graph walk that must step over everything else, and loses
  /// nothing.
  static final int EXACT_BELOW = 10_000;

  /// How many times the wanted depth a graph is walked. Real titles are harder than clustered ones:
  /// at M 32 a walk of twice the depth found 97 to 99 of 100 neighbours where one of the depth
  /// found 86 to 95, and stopping early (patience) 75 to 84.
  private static final int WIDTH = 2;

  private static final int COUNT_UP_TO = 1_000;

  /// Cosines are given to five decimals.
  static final double COSINE_STEPS = 1e5;

  /// Walk the graph as if there were no filter and keep what passes: ACORN lost recall on clustered
  /// vectors.
  private static final KnnSearchStrategy PLAIN_WALK = new KnnSearchStrategy.Hnsw(0);

  private final SearcherManager manager;
  private final IndexSearcher searcher;
  private final Generation generation;
  private final Analyzers analyzers;
  private final Suggestions suggestions;
  private final IndexOptions options;
  private boolean closed;
  private final Map<Filter, Matches> filters = new HashMap<>();
  private final Map<String, TextQuery> texts = new HashMap<>();

  LuceneTitleSearcher(
      SearcherManager manager,
      Generation generation,
      Analyzers analyzers,
      Suggestions suggestions,
      IndexOptions options)
      throws IOException {
    this.manager = manager;
    this.searcher = manager.acquire();
    this.generation = generation;
    this.analyzers = analyzers;
    this.suggestions = suggestions;
    this.options = options;
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
          hits(top.scoreDocs), total, query.coverage(searcher.getIndexReader(), top.scoreDocs));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> nearest(
      VectorField field, float[] query, Filter filter, int depth, Collection<TitleKey> seeds) {
    check(query);
    try {
      if (scanned(filter)) return nearestExactly(field, query, filter, depth);
      Query within = filter.equals(Filter.NONE) ? null : matches(filter).query();
      String name = Schema.vector(field);
      boolean quantised = quantised(name);
      int walked = depth * Math.max(WIDTH, quantised ? oversampling() : 1);
      Query knn = new KnnFloatVectorQuery(name, query, walked, within, PLAIN_WALK);
      if (!seeds.isEmpty()) {
        List<BytesRef> keys = seeds.stream().map(Schema::bytes).toList();
        knn =
            SeededKnnVectorQuery.fromFloatQuery(
                (KnnFloatVectorQuery) knn, new TermInSetQuery(Schema.KEY, keys));
      }
      if (quantised)
        knn = RescoreTopNQuery.createFullPrecisionRescorerQuery(knn, query, name, depth);
      return cosines(hits(searcher.search(knn, depth).scoreDocs));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth) {
    check(query);
    try {
      BestDocs best = new BestDocs(depth);
      for (LeafReaderContext leaf : leaves()) {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.vector(field));
        if (values == null) continue;
        VectorScorer scorer = values.rescorer(query);
        if (scorer == null) continue;
        DocIdSetIterator vectors = scorer.iterator();
        if (filter.equals(Filter.NONE)) {
          Bits live = leaf.reader().getLiveDocs();
          for (int doc = vectors.nextDoc();
              doc != DocIdSetIterator.NO_MORE_DOCS;
              doc = vectors.nextDoc()) {
            if (live == null || live.get(doc)) best.offer(leaf.docBase + doc, scorer.score());
          }
        } else {
          BitSetIterator kept = new BitSetIterator(matches(filter).segment(leaf.ord), 0);
          for (int doc = kept.nextDoc();
              doc != DocIdSetIterator.NO_MORE_DOCS;
              doc = kept.nextDoc()) {
            int at = vectors.docID() < doc ? vectors.advance(doc) : vectors.docID();
            if (at == doc) best.offer(leaf.docBase + doc, scorer.score());
          }
        }
      }
      return cosines(hits(best.best()));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Hit> browse(Filter filter, int depth) {
    try {
      Sort sort =
          new Sort(
              new SortField(Schema.POPULARITY, SortField.Type.FLOAT, true),
              new SortField(Schema.ID, SortField.Type.STRING));
      Query all = filter.equals(Filter.NONE) ? MatchAllDocsQuery.INSTANCE : matches(filter).query();
      TopDocs top = searcher.search(all, new TopFieldCollectorManager(sort, depth, null, depth));
      for (ScoreDoc doc : top.scoreDocs) {
        Object popularity = ((FieldDoc) doc).fields[0];
        doc.score = popularity instanceof Float value ? value : 0;
      }
      return hits(top.scoreDocs);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public long count(Filter filter) {
    if (filter.equals(Filter.NONE)) return searcher.getIndexReader().numDocs();
    try {
      return matches(filter).count();
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
        matches = candidates.isEmpty() ? matches(filter) : Matches.none(leaves());
      } else {
        TextQuery query = textQuery(text);
        matches =
            query.isEmpty()
                ? Matches.none(leaves())
                : Matches.of(filtered(query.query(), filter), searcher);
      }
      if (!candidates.isEmpty()) {
        matches =
            matches.with(
                leaves(),
                candidates.stream().map(this::doc).flatMapToInt(OptionalInt::stream).toArray());
      }
      return Facets.count(leaves(), matches, fields, limit);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Suggestion> suggest(String typed, int limit) {
    try {
      return suggestions.suggest(searcher.getIndexReader(), typed, limit);
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
  public Optional<TitleKey> key(TitleId id) {
    try {
      OptionalInt doc = doc(new Term(Schema.ID, id.value()));
      if (doc.isEmpty()) return Optional.empty();
      return Optional.of(hits(new ScoreDoc[] {new ScoreDoc(doc.getAsInt(), 0)}).getFirst().key());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    try {
      StoredFields stored = searcher.storedFields();
      Map<TitleKey, TitleDocument> documents = new LinkedHashMap<>();
      for (TitleKey key : keys) {
        OptionalInt doc = doc(key);
        if (doc.isEmpty()) continue;
        var source =
            stored.document(doc.getAsInt(), Set.of(Schema.SOURCE)).getBinaryValue(Schema.SOURCE);
        TitleDocument document = Schema.document(key, source);
        if (document != null) documents.put(key, document);
      }
      return documents;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys) {
    try {
      Map<TitleKey, Integer> docs = new LinkedHashMap<>();
      for (TitleKey key : keys) doc(key).ifPresent(doc -> docs.put(key, doc));
      List<Map.Entry<TitleKey, Integer>> ordered = new ArrayList<>(docs.entrySet());
      ordered.sort(Map.Entry.comparingByValue());
      Map<TitleKey, float[]> vectors = new HashMap<>();
      LeafReaderContext leaf = null;
      @Nullable FloatVectorValues values = null;
      KnnVectorValues.@Nullable DocIndexIterator iterator = null;
      for (Map.Entry<TitleKey, Integer> entry : ordered) {
        LeafReaderContext of = leaves().get(ReaderUtil.subIndex(entry.getValue(), leaves()));
        if (of != leaf) {
          leaf = of;
          values = leaf.reader().getFloatVectorValues(Schema.vector(field));
          iterator = values == null ? null : values.iterator();
        }
        if (values == null || iterator == null) continue;
        int doc = entry.getValue() - of.docBase;
        int at = iterator.docID() < doc ? iterator.advance(doc) : iterator.docID();
        if (at == doc) vectors.put(entry.getKey(), values.vectorValue(iterator.index()).clone());
      }
      return vectors;
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

  private boolean scanned(Filter filter) throws IOException {
    if (searcher.getIndexReader().numDocs() <= options.graphAbove()) return true;
    return !filter.equals(Filter.NONE) && matches(filter).count() <= EXACT_BELOW;
  }

  /// Whether any segment ranks by quantised vectors. Asked of the segments, not of the options: a
  /// generation may have been built with others.
  private boolean quantised(String field) {
    for (LeafReaderContext leaf : leaves()) {
      FieldInfo info = leaf.reader().getFieldInfos().fieldInfo(field);
      if (info == null) continue;
      String format = info.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY);
      if (!Codecs.FULL_PRECISION.equals(format)) return true;
    }
    return false;
  }

  /// How many times the wanted depth is walked before rescoring: the coarser the vectors of the
  /// graph, the further down the true nearest may stand.
  private int oversampling() {
    return switch (options.vectorFormat()) {
      case INT8, INT7 -> 1;
      case INT4 -> 2;
      case INT2 -> 3;
      case INT1, FLOAT32 -> 4; // FLOAT32: built with other options than it is opened with
    };
  }

  private TextQuery textQuery(String text) throws IOException {
    TextQuery query = texts.get(text);
    if (query == null) {
      query = TextQuery.of(text, analyzers, searcher.getIndexReader());
      texts.put(text, query);
    }
    return query;
  }

  private Matches matches(Filter filter) throws IOException {
    Matches matches = filters.get(filter);
    if (matches == null) {
      matches = Matches.of(FilterQueries.query(filter), searcher);
      filters.put(filter, matches);
    }
    return matches;
  }

  private Query filtered(Query query, Filter filter) throws IOException {
    if (filter.equals(Filter.NONE)) return query;
    return new BooleanQuery.Builder()
        .add(query, Occur.MUST)
        .add(matches(filter).query(), Occur.FILTER)
        .build();
  }

  private List<LeafReaderContext> leaves() {
    return searcher.getIndexReader().leaves();
  }

  private OptionalInt doc(TitleKey key) {
    try {
      return doc(Schema.term(key));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OptionalInt doc(Term term) throws IOException {
    for (LeafReaderContext leaf : leaves()) {
      PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
      if (postings == null) continue;
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = postings.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = postings.nextDoc()) {
        if (live == null || live.get(doc)) return OptionalInt.of(leaf.docBase + doc);
      }
    }
    return OptionalInt.empty();
  }

  private List<Hit> hits(ScoreDoc[] docs) throws IOException {
    List<Hit> hits = new ArrayList<>(docs.length);
    ScoreDoc[] byDoc = docs.clone();
    Arrays.sort(byDoc, Comparator.comparingInt(d -> d.doc));
    LeafReaderContext leaf = null;
    @Nullable NumericDocValues keys = null;
    @Nullable SortedDocValues ids = null;
    for (ScoreDoc scored : byDoc) {
      LeafReaderContext of = leaves().get(ReaderUtil.subIndex(scored.doc, leaves()));
      if (of != leaf || keys == null || ids == null) {
        leaf = of;
        keys = DocValues.getNumeric(leaf.reader(), Schema.KEY);
        ids = DocValues.getSorted(leaf.reader(), Schema.ID);
      }
      int doc = scored.doc - of.docBase;
      if (!keys.advanceExact(doc) || !ids.advanceExact(doc)) {
        throw new IllegalStateException("a document without key or id in " + generation.id());
      }
      TitleId id = new TitleId(ids.lookupOrd(ids.ordValue()).utf8ToString());
      hits.add(new Hit(new TitleKey((int) keys.longValue()), id, scored.score));
    }
    hits.sort(Hit.ORDER);
    return hits;
  }

  /// Lucene's DOT_PRODUCT score is `(1 + cosine) / 2` for unit vectors. Its last bits depend on the
  /// processor and on whether the code is compiled yet, so they are cut off, lest near-equal titles
  /// change places between two equal requests.
  private static List<Hit> cosines(List<Hit> hits) {
    return hits.stream()
        .map(hit ->
            new Hit(
                hit.key(),
                hit.id(),
                Math.rint((2 * hit.score() - 1) * COSINE_STEPS) / COSINE_STEPS))
        .sorted(Hit.ORDER)
        .toList();
  }

  private void check(float[] query) {
    if (query.length != generation.dimensions()) {
      throw new IllegalArgumentException(
          "generation "
              + generation.id()
              + " has "
              + generation.dimensions()
              + " dimensions, the query "
              + query.length);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("searching generation " + generation.id(), e);
  }

  /// The best of many scored documents: a heap with the worst on top.
  private static final class BestDocs {
    private final PriorityQueue<ScoreDoc> heap;
    private final int depth;

    BestDocs(int depth) {
      this.depth = depth;
      this.heap =
          new PriorityQueue<>(
              depth,
              Comparator.comparingDouble((ScoreDoc d) -> d.score).thenComparingInt(d -> -d.doc));
    }

    void offer(int doc, float score) {
      if (heap.size() < depth) {
        heap.add(new ScoreDoc(doc, score));
      } else {
        ScoreDoc worst = heap.element();
        if (score > worst.score) {
          heap.poll();
          heap.add(new ScoreDoc(doc, score));
        }
      }
    }

    ScoreDoc[] best() {
      return heap.toArray(new ScoreDoc[0]);
    }
  }
}
