package dev.kindred.index.lucene;

import dev.kindred.catalogue.FilterField;
import dev.kindred.index.FacetCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.NumericUtils;

/// Counts values over matches, from doc values: by ordinal within a segment, by value across
/// segments.
final class Facets {
  /// Count descending, then numbers by size, then texts: an attribute may hold both.
  private static final Comparator<FacetCounts.Value> ORDER =
      Comparator.comparingLong(FacetCounts.Value::count)
          .reversed()
          .thenComparingInt(v -> v.value() instanceof Number ? 0 : 1)
          .thenComparingDouble(v -> v.value() instanceof Number n ? n.doubleValue() : 0)
          .thenComparing(v -> v.value().toString());

  private Facets() {}

  static FacetCounts count(
      List<LeafReaderContext> leaves, Matches matches, List<FilterField> fields, int limit)
      throws IOException {
    Map<FilterField, List<FacetCounts.Value>> counts = new LinkedHashMap<>();
    for (FilterField field : fields) {
      Map<Object, long[]> values = new HashMap<>();
      for (LeafReaderContext leaf : leaves) {
        FixedBitSet docs = matches.segment(leaf.ord);
        switch (field.type()) {
          case TEXT -> texts(leaf.reader(), Schema.filter(field), docs, values);
          case INTEGER, DECIMAL, DATE -> numbers(leaf.reader(), Schema.filter(field), docs, values);
          case FREE -> {
            texts(leaf.reader(), Schema.filter(field), docs, values);
            texts(leaf.reader(), Schema.flag(field), docs, values);
            numbers(leaf.reader(), Schema.number(field), docs, values);
          }
        }
      }
      counts.put(field, top(values, limit));
    }
    return new FacetCounts(counts, matches.count());
  }

  private static List<FacetCounts.Value> top(Map<Object, long[]> values, int limit) {
    List<FacetCounts.Value> list = new ArrayList<>();
    values.forEach((value, count) -> list.add(new FacetCounts.Value(value, count[0])));
    list.sort(ORDER);
    return List.copyOf(list.subList(0, Math.min(limit, list.size())));
  }

  private static void texts(
      LeafReader reader, String field, FixedBitSet docs, Map<Object, long[]> values)
      throws IOException {
    SortedSetDocValues ords = DocValues.getSortedSet(reader, field);
    if (ords.getValueCount() == 0) return;
    int[] counts = new int[Math.toIntExact(ords.getValueCount())];
    SortedDocValues single = DocValues.unwrapSingleton(ords);
    BitSetIterator matching = new BitSetIterator(docs, 0);
    if (single != null) {
      for (int doc = matching.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = matching.nextDoc()) {
        if (single.advanceExact(doc)) counts[single.ordValue()]++;
      }
    } else {
      for (int doc = matching.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = matching.nextDoc()) {
        if (!ords.advanceExact(doc)) continue;
        for (int i = ords.docValueCount(); i > 0; i--) counts[(int) ords.nextOrd()]++;
      }
    }
    for (int ord = 0; ord < counts.length; ord++) {
      if (counts[ord] > 0) add(values, ords.lookupOrd(ord).utf8ToString(), counts[ord]);
    }
  }

  private static void numbers(
      LeafReader reader, String field, FixedBitSet docs, Map<Object, long[]> values)
      throws IOException {
    SortedNumericDocValues numbers = DocValues.getSortedNumeric(reader, field);
    BitSetIterator matching = new BitSetIterator(docs, 0);
    for (int doc = matching.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matching.nextDoc()) {
      if (!numbers.advanceExact(doc)) continue;
      for (int i = numbers.docValueCount(); i > 0; i--) {
        double number = NumericUtils.sortableLongToDouble(numbers.nextValue());
        Object value = number;
        if (number == Math.rint(number) && Math.abs(number) < 1e15) value = (long) number;
        add(values, value, 1);
      }
    }
  }

  private static void add(Map<Object, long[]> values, Object value, long count) {
    values.computeIfAbsent(value, v -> new long[1])[0] += count;
  }
}
