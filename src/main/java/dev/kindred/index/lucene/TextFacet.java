package dev.kindred.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongHeap;

/// Counts the texts of one field of one segment over matches, by ordinal: a field of few values by
/// intersecting bit sets, matches few beside the values by sorting what they hold, others in one
/// array.
///
/// Only the best values of the largest segment are ever turned into text; the smaller segments' are
/// all added to them, so that the best of the whole are exact. A fresh segment holds few.
final class TextFacet {
  /// Fields of at most this many values are counted by postings, unless matches are few.
  private static final int FEW_VALUES = 64;

  private static final int FEW_MATCHES = 16;

  /// Values of a field a matching document is taken to hold, when choosing between ways to count.
  private static final int HELD = 8;

  private final SortedSetDocValues values;

  /// Ordinals with a count, ascending, and how often each is held.
  private final int[] ords;

  private final int[] counts;

  private TextFacet(SortedSetDocValues values, int[] ords, int[] counts) {
    this.values = values;
    this.ords = ords;
    this.counts = counts;
  }

  /// Adds to `into` the values of the fields taken together, with their counts; of the largest
  /// segment the best `limit` only.
  static void count(
      List<LeafReaderContext> leaves,
      Matches matches,
      List<String> fields,
      int limit,
      Map<Object, Long> into)
      throws IOException {
    List<TextFacet> facets = new ArrayList<>();
    for (String field : fields) {
      for (LeafReaderContext leaf : leaves) {
        TextFacet facet = of(leaf.reader(), field, matches.segment(leaf.ord));
        if (facet.ords.length > 0) facets.add(facet);
      }
    }
    if (facets.isEmpty()) return;
    facets.sort(Comparator.comparingInt(facet -> facet.ords.length));
    TextFacet largest = facets.removeLast();
    Map<BytesRef, Long> others = new HashMap<>();
    for (TextFacet facet : facets) {
      for (int i = 0; i < facet.ords.length; i++) {
        BytesRef value = BytesRef.deepCopyOf(facet.values.lookupOrd(facet.ords[i]));
        others.merge(value, (long) facet.counts[i], Long::sum);
      }
    }
    for (Map.Entry<BytesRef, Long> other : others.entrySet())
      into.put(other.getKey().utf8ToString(), other.getValue() + largest.take(other.getKey()));
    largest.best(limit, into);
  }

  private static TextFacet of(LeafReader reader, String field, FixedBitSet docs)
      throws IOException {
    SortedSetDocValues values = DocValues.getSortedSet(reader, field);
    int size = Math.toIntExact(values.getValueCount());
    int matching = docs.cardinality();
    if (size == 0 || matching == 0) return new TextFacet(values, new int[0], new int[0]);
    if (size <= FEW_VALUES && matching > reader.maxDoc() / FEW_MATCHES)
      return compact(values, byPostings(reader.terms(field), size, docs));
    if (matching < size / HELD) return sorted(values, docs);
    int[] counts = new int[size];
    SortedDocValues single = DocValues.unwrapSingleton(values);
    BitSetIterator matched = new BitSetIterator(docs, matching);
    for (int doc = matched.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matched.nextDoc()) {
      if (single != null) {
        if (single.advanceExact(doc)) counts[single.ordValue()]++;
      } else if (values.advanceExact(doc)) {
        for (int i = values.docValueCount(); i > 0; i--) counts[(int) values.nextOrd()]++;
      }
    }
    return compact(values, counts);
  }

  /// A value's term stands at its ordinal's place in the dictionary.
  private static int[] byPostings(Terms terms, int size, FixedBitSet docs) throws IOException {
    int[] counts = new int[size];
    TermsEnum term = terms.iterator();
    FixedBitSet holders = new FixedBitSet(docs.length());
    PostingsEnum postings = null;
    for (int ord = 0; term.next() != null; ord++) {
      postings = term.postings(postings, PostingsEnum.NONE);
      holders.clear();
      holders.or(postings);
      counts[ord] = (int) FixedBitSet.intersectionCount(holders, docs);
    }
    return counts;
  }

  private static TextFacet sorted(SortedSetDocValues values, FixedBitSet docs) throws IOException {
    int[] held = new int[64];
    int size = 0;
    BitSetIterator matched = new BitSetIterator(docs, 0);
    for (int doc = matched.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matched.nextDoc()) {
      if (!values.advanceExact(doc)) continue;
      held = ArrayUtil.grow(held, size + values.docValueCount());
      for (int i = values.docValueCount(); i > 0; i--) held[size++] = (int) values.nextOrd();
    }
    Arrays.sort(held, 0, size);
    int[] counts = new int[size];
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || held[i] != held[distinct - 1]) held[distinct++] = held[i];
      counts[distinct - 1]++;
    }
    return new TextFacet(
        values,
        ArrayUtil.copyOfSubArray(held, 0, distinct),
        ArrayUtil.copyOfSubArray(counts, 0, distinct));
  }

  private static TextFacet compact(SortedSetDocValues values, int[] counts) {
    int distinct = 0;
    for (int count : counts) if (count > 0) distinct++;
    int[] ords = new int[distinct];
    int[] held = new int[distinct];
    int at = 0;
    for (int ord = 0; ord < counts.length; ord++) {
      if (counts[ord] == 0) continue;
      ords[at] = ord;
      held[at++] = counts[ord];
    }
    return new TextFacet(values, ords, held);
  }

  /// The count of one value, which is not counted again.
  private int take(BytesRef value) throws IOException {
    long ord = values.lookupTerm(value);
    int at = ord < 0 ? -1 : Arrays.binarySearch(ords, (int) ord);
    if (at < 0) return 0;
    int count = counts[at];
    counts[at] = 0;
    return count;
  }

  /// Count descending, then value ascending, as ordinals are.
  private void best(int limit, Map<Object, Long> into) throws IOException {
    LongHeap best = new LongHeap(limit);
    for (int i = 0; i < ords.length; i++) {
      if (counts[i] > 0)
        best.insertWithOverflow((long) counts[i] << Integer.SIZE | Integer.MAX_VALUE - i);
    }
    for (int i = 1; i <= best.size(); i++) {
      int at = Integer.MAX_VALUE - (int) best.get(i);
      into.put(values.lookupOrd(ords[at]).utf8ToString(), (long) counts[at]);
    }
  }
}
