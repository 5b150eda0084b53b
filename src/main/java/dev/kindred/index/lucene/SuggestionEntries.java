package dev.kindred.index.lucene;

import dev.kindred.index.Suggestion.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.IntsRefBuilder;

/// Everything of one segment that can be completed, gathered from doc values: plain texts in one
/// pool, each ended by a NUL, and what each stands for.
final class SuggestionEntries {
  /// Bytes of an entry that are kept: the longest text that is completed, and what may follow.
  static final int LONGEST = 4 * Suggestions.MAX_TYPED;

  /// Votes from which popularity grows slowly.
  private static final double MANY_VOTES = 30_000;

  /// Titles from which a person, genre, theme or mood counts no more.
  private static final double MANY_TITLES = 200;

  private byte[] pool = new byte[1024];
  private int used;
  private final IntsRefBuilder starts = new IntsRefBuilder();
  private final IntsRefBuilder references = new IntsRefBuilder();
  private final List<Kind> kinds = new ArrayList<>();
  private final IntsRefBuilder weights = new IntsRefBuilder();

  private SuggestionEntries() {}

  static SuggestionEntries of(LeafReader reader, Analyzers analyzers) throws IOException {
    SuggestionEntries entries = new SuggestionEntries();
    BinaryDocValues names = DocValues.getBinary(reader, Schema.NAMES);
    NumericDocValues popularity = DocValues.getNumeric(reader, Schema.POPULARITY);
    for (int doc = names.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = names.nextDoc()) {
      float votes =
          popularity.advanceExact(doc) ? Float.intBitsToFloat((int) popularity.longValue()) : 0;
      float weight = popularity(votes);
      for (String name : SegmentSuggestions.names(names.binaryValue()))
        entries.add(analyzers.plain(name), Kind.TITLE, doc, weight);
    }
    for (Kind kind : Kind.values()) {
      if (kind == Kind.TITLE) continue;
      SortedSetDocValues values = DocValues.getSortedSet(reader, SegmentSuggestions.field(kind));
      int[] titles = new int[Math.toIntExact(values.getValueCount())];
      for (int doc = values.nextDoc();
          doc != SortedSetDocValues.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        for (int i = values.docValueCount(); i > 0; i--) titles[(int) values.nextOrd()]++;
      }
      for (int ord = 0; ord < titles.length; ord++) {
        float weight = (float) Math.min(1, Math.log1p(titles[ord]) / Math.log1p(MANY_TITLES));
        entries.add(analyzers.plain(values.lookupOrd(ord).utf8ToString()), kind, ord, weight);
      }
    }
    return entries;
  }

  /// 0 to 1 up to [#MANY_VOTES], then on towards 2, so that no two titles are equal for being both
  /// well known.
  private static float popularity(float votes) {
    double weight = Math.log1p(votes) / Math.log1p(MANY_VOTES);
    return (float) (weight <= 1 ? weight : 2 - 1 / weight);
  }

  private void add(String plain, Kind kind, int reference, float weight) {
    if (plain.isEmpty()) return;
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, LONGEST);
    while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) length--; // whole characters
    pool = ArrayUtil.grow(pool, used + length + 1);
    starts.append(used);
    System.arraycopy(bytes, 0, pool, used, length);
    pool[used + length] = 0;
    used += length + 1;
    kinds.add(kind);
    references.append(reference);
    weights.append(Float.floatToIntBits(weight));
  }

  float[] weights() {
    float[] all = new float[weights.length()];
    for (int i = 0; i < all.length; i++) all[i] = Float.intBitsToFloat(weights.intAt(i));
    return all;
  }

  byte[] pool() {
    return ArrayUtil.copyOfSubArray(pool, 0, used);
  }

  /// Pool position of each entry.
  int[] starts() {
    return Arrays.copyOf(starts.ints(), starts.length());
  }

  Kind[] kinds() {
    return kinds.toArray(new Kind[0]);
  }

  /// What [SegmentSuggestions.Match] refers to.
  int[] references() {
    return Arrays.copyOf(references.ints(), references.length());
  }
}
