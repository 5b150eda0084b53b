package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Titles and Lucene's document numbers of one snapshot: which is which, and what is stored.
final class TitleDocs {
  private final IndexSearcher searcher;

  TitleDocs(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /// The live document of a title, numbered over the whole snapshot.
  OptionalInt doc(TitleKey key) throws IOException {
    return doc(Schema.term(key));
  }

  int[] docs(Collection<TitleKey> keys) throws IOException {
    int[] docs = new int[keys.size()];
    int count = 0;
    for (TitleKey key : keys) {
      OptionalInt doc = doc(key);
      if (doc.isPresent()) docs[count++] = doc.getAsInt();
    }
    return Arrays.copyOf(docs, count);
  }

  /// What titles are browsed by.
  Map<TitleKey, Double> popularity(Collection<TitleKey> keys) throws IOException {
    Map<TitleKey, Double> known = new LinkedHashMap<>();
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (TitleKey key : keys) {
      OptionalInt doc = doc(key);
      if (doc.isEmpty()) continue;
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc.getAsInt(), leaves));
      NumericDocValues values = DocValues.getNumeric(leaf.reader(), Schema.POPULARITY);
      boolean has = values.advanceExact(doc.getAsInt() - leaf.docBase);
      known.put(key, has ? (double) Float.intBitsToFloat((int) values.longValue()) : 0.0);
    }
    return known;
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
        throw new IllegalStateException("a document without key or id");
      }
      TitleId id = new TitleId(ids.lookupOrd(ids.ordValue()).utf8ToString());
      hits.add(new Hit(new TitleKey((int) keys.longValue()), id, scored.score));
    }
    hits.sort(Hit.ORDER);
    return hits;
  }

  Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) throws IOException {
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
