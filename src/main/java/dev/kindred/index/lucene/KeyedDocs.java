package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleKey;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// The documents of one segment by the keys of their titles, 8 bytes a document: a list looks up a
/// few thousand titles, and each of them costs a microsecond in the terms. Immutable.
final class KeyedDocs {
  /// Key and document, ascending. A title that was written again within the segment is there twice.
  private final long[] entries;

  private KeyedDocs(long[] entries) {
    this.entries = entries;
  }

  static KeyedDocs of(LeafReader reader) throws IOException {
    NumericDocValues keys = DocValues.getNumeric(reader, Schema.KEY);
    long[] entries = new long[reader.maxDoc()];
    int count = 0;
    for (int doc = keys.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = keys.nextDoc())
      entries[count++] = keys.longValue() << Integer.SIZE | doc;
    entries = Arrays.copyOf(entries, count);
    Arrays.sort(entries);
    return new KeyedDocs(entries);
  }

  /// The live document of a title; -1 when there is none.
  int doc(TitleKey key, @Nullable Bits live) {
    int at = Arrays.binarySearch(entries, (long) key.value() << Integer.SIZE);
    if (at < 0) at = -at - 1;
    for (; at < entries.length && entries[at] >>> Integer.SIZE == key.value(); at++) {
      int doc = (int) entries[at];
      if (live == null || live.get(doc)) return doc;
    }
    return -1;
  }
}
