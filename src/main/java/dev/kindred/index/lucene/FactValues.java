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
  private static final int TOGETHER = 4;
  private static final int ORDINAL_BITS = Long.SIZE / TOGETHER;

  private final LeafReaderContext leaf;
  private final NumericDocValues popularity;
  private final SortedNumericDocValues year;
  private final SortedNumericDocValues runtime;
  private final SortedNumericDocValues rating;
  private final SortedSetDocValues genres;
  private final SortedSetDocValues franchise;

  /// The genres of titles by their ordinals, [#TOGETHER] of them in a number: few sets are told by
  /// many titles.
  private final Map<Long, Set<String>> sets = new HashMap<>();

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
    return new TitleFacts(
        popularity.advanceExact(doc) ? Float.intBitsToFloat((int) popularity.longValue()) : 0,
        whole(year, doc),
        whole(runtime, doc),
        number(rating, doc),
        genres(doc),
        franchise.advanceExact(doc)
            ? franchise.lookupOrd(franchise.nextOrd()).utf8ToString()
            : null);
  }

  private Set<String> genres(int doc) throws IOException {
    if (!genres.advanceExact(doc)) return Set.of();
    long[] ordinals = new long[genres.docValueCount()];
    long together = 0;
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = genres.nextOrd();
      together = (together << ORDINAL_BITS) | (ordinals[i] + 1);
    }
    boolean told =
        ordinals.length <= TOGETHER && genres.getValueCount() < (1L << (ORDINAL_BITS - 1));
    Set<String> known = told ? sets.get(together) : null;
    if (known != null) return known;
    Set<String> names = new HashSet<>();
    for (long ordinal : ordinals) names.add(genres.lookupOrd(ordinal).utf8ToString());
    known = Set.copyOf(names);
    if (told) sets.put(together, known);
    return known;
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
