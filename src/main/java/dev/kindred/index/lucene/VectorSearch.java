package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.VectorField;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SeededKnnVectorQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// The vectors of one snapshot: the nearest to a query, by one of three ways. A few vectors are all
/// compared. Up to `graphAbove` titles a sketch of all of them chooses the few that are compared
/// ([VectorSketch]). Above, the graph is walked.
final class VectorSearch {
  /// Filters that keep at most this many titles are searched exactly rather than by a graph: a scan
  /// of 10,000 unit vectors of 384 dimensions costs less than a graph walk that must step over
  /// everything else, and loses nothing.
  static final int EXACT_BELOW = 10_000;

  /// How many times the wanted depth a graph is walked. Real titles are harder than clustered ones:
  /// at M 32 a walk of twice the depth found 97 to 99 of 100 neighbours where one of the depth
  /// found 86 to 95, and stopping early (patience) 75 to 84.
  private static final int WIDTH = 2;

  /// How many times the wanted depth, and at least how many, of the best by sketch are compared in
  /// full. Of 50,600 real titles, four times the depth of 200 held 0.9992 of the 100 nearest, six
  /// times 0.9999.
  private static final int COMPARED = 6;

  private static final int COMPARED_AT_LEAST = 600;

  /// Similarities are given to five decimals.
  static final double COSINE_STEPS = 1e5;

  /// Walk the graph as if there were no filter and keep what passes: ACORN lost recall on clustered
  /// vectors.
  private static final KnnSearchStrategy PLAIN_WALK = new KnnSearchStrategy.Hnsw(0);

  private final IndexSearcher searcher;
  private final TitleDocs titles;
  private final Filters filters;
  private final VectorSketches sketches;
  private final IndexOptions options;

  VectorSearch(
      IndexSearcher searcher,
      TitleDocs titles,
      Filters filters,
      VectorSketches sketches,
      IndexOptions options) {
    this.searcher = searcher;
    this.titles = titles;
    this.filters = filters;
    this.sketches = sketches;
    this.options = options;
  }

  List<Hit> nearest(
      VectorField field, float[] query, Eligible eligible, int depth, Collection<TitleKey> seeds)
      throws IOException {
    if (searcher.getIndexReader().numDocs() <= options.graphAbove())
      return scan(
          field,
          query,
          filters.within(eligible),
          depth,
          Math.max(COMPARED_AT_LEAST, COMPARED * depth));
    Matches passing = filters.within(eligible.filter());
    if (passing != null && passing.count() <= EXACT_BELOW)
      return scan(field, query, filters.within(eligible), depth, Integer.MAX_VALUE);
    int left = eligible.without().size();
    if (left > depth) return walk(field, query, filters.within(eligible), depth, seeds);
    // A graph that all but a few may be found in is walked a little further instead of filtered.
    return walk(field, query, passing, depth + left, seeds).stream()
        .filter(hit -> !eligible.without().contains(hit.key()))
        .limit(depth)
        .toList();
  }

  List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth)
      throws IOException {
    return scan(field, query, filters.within(filter), depth, Integer.MAX_VALUE);
  }

  /// @param within what may be found; null for all
  /// @param compared how many vectors of a segment are compared in full; when there are more, its
  ///   sketch chooses them
  private List<Hit> scan(
      VectorField field, float[] query, @Nullable Matches within, int depth, int compared)
      throws IOException {
    BestDocs best = new BestDocs(depth);
    for (LeafReaderContext leaf : leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.vector(field));
      if (values == null) continue;
      VectorScorer scorer = values.rescorer(query);
      if (scorer == null) continue;
      Bits admitted = within == null ? leaf.reader().getLiveDocs() : within.segment(leaf.ord);
      int most = within == null ? values.size() : within.segment(leaf.ord).cardinality();
      VectorSketch sketch =
          most <= Math.max(compared, VectorSketches.ABOVE)
              ? null
              : sketches.of(leaf.reader(), field, values);
      if (sketch != null) {
        best.offer(scorer, leaf.docBase, sketch.best(query, compared, admitted));
      } else if (within != null) {
        best.offer(scorer, leaf.docBase, new BitSetIterator(within.segment(leaf.ord), most));
      } else {
        best.offer(scorer, leaf.docBase, admitted);
      }
    }
    return similarities(field, titles.hits(best.best()));
  }

  private List<Hit> walk(
      VectorField of,
      float[] query,
      @Nullable Matches within,
      int depth,
      Collection<TitleKey> seeds)
      throws IOException {
    String field = Schema.vector(of);
    boolean quantised = quantised(field);
    int walked = depth * Math.max(WIDTH, quantised ? oversampling() : 1);
    Query filter = within == null ? null : within.query();
    Query knn = new KnnFloatVectorQuery(field, query, walked, filter, PLAIN_WALK);
    if (!seeds.isEmpty()) {
      List<BytesRef> keys = seeds.stream().map(Schema::bytes).toList();
      knn =
          SeededKnnVectorQuery.fromFloatQuery(
              (KnnFloatVectorQuery) knn, new TermInSetQuery(Schema.KEY, keys));
    }
    if (quantised)
      knn = RescoreTopNQuery.createFullPrecisionRescorerQuery(knn, query, field, depth);
    return similarities(of, titles.hits(searcher.search(knn, depth).scoreDocs));
  }

  /// The vectors of the titles that have one.
  Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys) throws IOException {
    Map<TitleKey, float[]> vectors = new HashMap<>();
    each(field, keys, (key, vector) -> vectors.put(key, vector.clone()));
    return vectors;
  }

  /// The cosines of the titles that have a vector with each of `to`.
  Map<TitleKey, double[]> cosines(VectorField field, List<float[]> to, Collection<TitleKey> keys)
      throws IOException {
    Map<TitleKey, double[]> cosines = HashMap.newHashMap(keys.size());
    each(
        field,
        keys,
        (key, vector) -> {
          double[] of = new double[to.size()];
          for (int i = 0; i < of.length; i++)
            of[i] = rounded(VectorUtil.dotProduct(vector, to.get(i)));
          cosines.put(key, of);
        });
    return cosines;
  }

  /// @param use gets a vector that is valid during the call only
  private void each(VectorField field, Collection<TitleKey> keys, BiConsumer<TitleKey, float[]> use)
      throws IOException {
    LeafReaderContext leaf = null;
    @Nullable FloatVectorValues values = null;
    KnnVectorValues.@Nullable DocIndexIterator iterator = null;
    for (TitleDocs.Place place : titles.inDocOrder(keys)) {
      LeafReaderContext of = titles.leaf(place.doc());
      if (of != leaf) {
        leaf = of;
        values = leaf.reader().getFloatVectorValues(Schema.vector(field));
        iterator = values == null ? null : values.iterator();
      }
      if (values == null || iterator == null) continue;
      int doc = place.doc() - of.docBase;
      int at = iterator.docID() < doc ? iterator.advance(doc) : iterator.docID();
      if (at == doc) use.accept(place.title(), values.vectorValue(iterator.index()));
    }
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

  private List<LeafReaderContext> leaves() {
    return searcher.getIndexReader().leaves();
  }

  /// Similarities for Lucene's scores. Their last bits depend on the processor and on whether the
  /// code is compiled yet, so they are cut off, lest near-equal titles change places between two
  /// equal requests.
  private static List<Hit> similarities(VectorField field, List<Hit> hits) {
    return hits.stream()
        .map(hit -> new Hit(hit.key(), hit.id(), rounded(similarity(field, hit.score()))))
        .sorted(Hit.ORDER)
        .toList();
  }

  /// DOT_PRODUCT scores unit vectors by `(1 + cosine) / 2`; MAXIMUM_INNER_PRODUCT adds 1 to a
  /// product of 0 or more, and makes `1 / (1 - product)` of a negative one.
  private static double similarity(VectorField field, double score) {
    return switch (field) {
      case STORY, FEEL -> 2 * score - 1;
      case TASTE -> score >= 1 ? score - 1 : 1 - 1 / score;
    };
  }

  private static double rounded(double cosine) {
    return Math.rint(cosine * COSINE_STEPS) / COSINE_STEPS;
  }

  /// The best of many scored documents.
  private static final class BestDocs {
    private final Greatest best;

    BestDocs(int depth) {
      this.best = new Greatest(depth);
    }

    /// All that are live.
    void offer(VectorScorer scorer, int docBase, @Nullable Bits live) throws IOException {
      DocIdSetIterator vectors = scorer.iterator();
      for (int doc = vectors.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = vectors.nextDoc()) {
        if (live == null || live.get(doc)) offer(docBase + doc, scorer.score());
      }
    }

    /// Those of `docs` that have a vector.
    void offer(VectorScorer scorer, int docBase, DocIdSetIterator docs) throws IOException {
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc())
        offerAt(scorer, docBase, doc);
    }

    void offer(VectorScorer scorer, int docBase, int[] docs) throws IOException {
      for (int doc : docs) offerAt(scorer, docBase, doc);
    }

    private void offerAt(VectorScorer scorer, int docBase, int doc) throws IOException {
      DocIdSetIterator vectors = scorer.iterator();
      int at = vectors.docID() < doc ? vectors.advance(doc) : vectors.docID();
      if (at == doc) offer(docBase + doc, scorer.score());
    }

    private void offer(int doc, float score) {
      if (score > best.least()) best.add(score, doc);
    }

    ScoreDoc[] best() {
      return best.docs();
    }
  }
}
