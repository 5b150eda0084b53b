package dev.kindred.index.lucene;

import dev.kindred.index.TitleFacts;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/// The facts of the titles of one segment, read in the order of their documents.
final class FactValues {
  private final LeafReaderContext leaf;
  private final NumericDocValues popularity;
  private final SortedNumericDocValues year;
  private final SortedNumericDocValues runtime;
  private final SortedNumericDocValues rating;
  private final SortedSetDocValues genres;
  private final SortedSetDocValues franchise;
  private final Map<Long, String> names = new HashMap<>();

  FactValues(LeafReaderContext leaf) throws IOException {
    this.leaf = leaf;
    popularity = DocValues.getNumeric(leaf.reader(), Schema.POPULARITY);
    year = DocValues.getSortedNumeric(leaf.reader(), Schema.filter("year"));
    runtime = DocValues.getSortedNumeric(leaf.reader(), Schema.filter("runtimeMinutes"));
    rating = DocValues.getSortedNumeric(leaf.reader(), Schema.filter("rating.average"));
    genres = DocValues.getSortedSet(leaf.reader(), Schema.filter("genres"));
    franchise = DocValues.getSortedSet(leaf.reader(), Schema.filter("franchise"));
  }

  boolean isOf(LeafReaderContext other) {
    return leaf == other;
  }

  /// @param doc of this segment, not before the last one asked for
  TitleFacts of(int doc) throws IOException {
    Set<String> named = new HashSet<>();
    if (genres.advanceExact(doc)) {
      for (int i = 0; i < genres.docValueCount(); i++) {
        long ord = genres.nextOrd();
        String name = names.get(ord);
        if (name == null) {
          name = genres.lookupOrd(ord).utf8ToString();
          names.put(ord, name);
        }
        named.add(name);
      }
    }
    return new TitleFacts(
        popularity.advanceExact(doc) ? Float.intBitsToFloat((int) popularity.longValue()) : 0,
        whole(year, doc),
        whole(runtime, doc),
        number(rating, doc),
        named,
        franchise.advanceExact(doc)
            ? franchise.lookupOrd(franchise.nextOrd()).utf8ToString()
            : null);
  }

  private static @Nullable Integer whole(SortedNumericDocValues values, int doc)
      throws IOException {
    Double number = number(values, doc);
    return number == null ? null : number.intValue();
  }

  private static @Nullable Double number(SortedNumericDocValues values, int doc)
      throws IOException {
    return values.advanceExact(doc) ? NumericUtils.sortableLongToDouble(values.nextValue()) : null;
  }
}
