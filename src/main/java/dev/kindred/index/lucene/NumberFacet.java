package dev.kindred.index.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.NumericUtils;

/// Counts numbers over matches, in a hash table of their bits (open addressing, linear probing, at
/// most half full): a boxed map would cost more than reading the values.
final class NumberFacet {
  private long[] keys = new long[64];
  private int[] counts = new int[64];
  private int used;

  private NumberFacet() {}

  static void count(
      List<LeafReaderContext> leaves, Matches matches, String field, Map<Object, Long> values)
      throws IOException {
    NumberFacet table = new NumberFacet();
    for (LeafReaderContext leaf : leaves) {
      SortedNumericDocValues numbers = DocValues.getSortedNumeric(leaf.reader(), field);
      NumericDocValues single = DocValues.unwrapSingleton(numbers);
      BitSetIterator docs = new BitSetIterator(matches.segment(leaf.ord), 0);
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (single != null) {
          if (single.advanceExact(doc)) table.add(single.longValue(), 1);
        } else if (numbers.advanceExact(doc)) {
          for (int i = numbers.docValueCount(); i > 0; i--) table.add(numbers.nextValue(), 1);
        }
      }
    }
    for (int at = 0; at < table.keys.length; at++) {
      if (table.counts[at] == 0) continue;
      double number = NumericUtils.sortableLongToDouble(table.keys[at]);
      Object value = number;
      if (number == Math.rint(number) && Math.abs(number) < 1e15) value = (long) number;
      values.merge(value, (long) table.counts[at], Long::sum);
    }
  }

  private void add(long key, int count) {
    int at = place(key);
    if (counts[at] == 0) {
      if (2 * (used + 1) > keys.length) {
        grow();
        at = place(key);
      }
      used++;
      keys[at] = key;
    }
    counts[at] += count;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (counts[at] != 0 && keys[at] != key) at = (at + 1) & mask;
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldCounts[old] == 0) continue;
      int at = place(oldKeys[old]);
      keys[at] = oldKeys[old];
      counts[at] = oldCounts[old];
    }
  }
}
