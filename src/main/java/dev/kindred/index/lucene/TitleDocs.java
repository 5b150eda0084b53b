package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Titles and Lucene's document numbers of one snapshot: which is which, and what is stored.
final class TitleDocs {
  /// No document.
  static final int NONE = -1;

  private static final int MANY = 64;

  private final IndexSearcher searcher;
  private final PerSegment<KeyedDocs> keyed;

  private volatile @Nullable Ordered last;

  private record Ordered(List<TitleKey> keys, List<Place> places) {
    Ordered {
      keys = List.copyOf(keys);
      places = List.copyOf(places);
    }
  }

  TitleDocs(IndexSearcher searcher, PerSegment<KeyedDocs> keyed) {
    this.searcher = searcher;
    this.keyed = keyed;
  }

  /// A title and its live document, numbered over the whole snapshot.
  record Place(TitleKey title, int doc) {}

  /// The live document of a title, numbered over the whole snapshot; [#NONE] when there is none.
  int doc(TitleKey key) {
    for (LeafReaderContext leaf : leaves()) {
      int doc = keyed.of(leaf.reader()).doc(key, leaf.reader().getLiveDocs());
      if (doc != NONE) return leaf.docBase + doc;
    }
    return NONE;
  }

  /// The documents of those of the titles that exist.
  int[] docs(Collection<TitleKey> keys) {
    return keys.stream().mapToInt(this::doc).filter(doc -> doc != NONE).toArray();
  }

  /// Those of the titles that exist. The last answer about [#MANY] or more is kept: a ranking asks
  /// many things of the same candidates.
  List<Place> inDocOrder(Collection<TitleKey> keys) {
    List<TitleKey> many = keys instanceof List<TitleKey> list && list.size() >= MANY ? list : null;
    Ordered known = last;
    if (many != null && known != null && known.keys().equals(many)) return known.places();
    List<Place> ordered = new ArrayList<>(keys.size());
    for (TitleKey key : keys) {
      int doc = doc(key);
      if (doc != NONE) ordered.add(new Place(key, doc));
    }
    ordered.sort((a, b) -> Integer.compare(a.doc, b.doc));
    if (many != null) last = new Ordered(many, ordered);
    return ordered;
  }

  LeafReaderContext leaf(int doc) {
    return leaves().get(ReaderUtil.subIndex(doc, leaves()));
  }

  Map<TitleKey, TitleFacts> facts(Collection<TitleKey> keys) throws IOException {
    Map<TitleKey, TitleFacts> facts = HashMap.newHashMap(keys.size());
    FactValues values = null;
    for (Place place : inDocOrder(keys)) {
      LeafReaderContext leaf = leaf(place.doc());
      if (values == null || !values.isOf(leaf)) values = new FactValues(leaf);
      facts.put(place.title(), values.of(place.doc() - leaf.docBase));
    }
    return facts;
  }

  Optional<TitleKey> key(TitleId id) throws IOException {
    OptionalInt doc = doc(new Term(Schema.ID, id.value()));
    if (doc.isEmpty()) return Optional.empty();
    return Optional.of(hits(new ScoreDoc[] {new ScoreDoc(doc.getAsInt(), 0)}).getFirst().key());
  }

  /// The hits of documents with their scores, in the order of every list.
  List<Hit> hits(ScoreDoc[] docs) throws IOException {
    List<Hit> hits = new ArrayList<>(docs.length);
    ScoreDoc[] byDoc = docs.clone();
    Arrays.sort(byDoc, (a, b) -> Integer.compare(a.doc, b.doc));
    LeafReaderContext leaf = null;
    @Nullable NumericDocValues keys = null;
    @Nullable BinaryDocValues ids = null;
    for (ScoreDoc scored : byDoc) {
      LeafReaderContext of = leaf(scored.doc);
      if (of != leaf || keys == null || ids == null) {
        leaf = of;
        keys = DocValues.getNumeric(leaf.reader(), Schema.KEY);
        ids = DocValues.getBinary(leaf.reader(), Schema.ID_BYTES);
      }
      int doc = scored.doc - of.docBase;
      if (!keys.advanceExact(doc) || !ids.advanceExact(doc)) {
        throw new IllegalStateException("a document without key or id");
      }
      TitleId id = new TitleId(ids.binaryValue().utf8ToString());
      TitleKey key = new TitleKey((int) keys.longValue());
      hits.add(new Hit(key, id, scored.score));
    }
    hits.sort(Hit.ORDER);
    return hits;
  }

  Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) throws IOException {
    StoredFields stored = searcher.storedFields();
    Map<TitleKey, TitleDocument> documents = new LinkedHashMap<>();
    for (TitleKey key : keys) {
      int doc = doc(key);
      if (doc == NONE) continue;
      var source = stored.document(doc, Set.of(Schema.SOURCE)).getBinaryValue(Schema.SOURCE);
      TitleDocument document = Schema.document(key, source);
      if (document != null) documents.put(key, document);
    }
    return documents;
  }

  private List<LeafReaderContext> leaves() {
    return searcher.getIndexReader().leaves();
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
}
