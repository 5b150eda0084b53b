package dev.kindred.index.lucene;

import dev.kindred.catalogue.Title.Availability;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongRange;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// Where and when titles may be watched. Each window is a box in the plane of regions and times,
/// and the question a point in it. A title without windows has none of this, so that a catalogue
/// without them pays nothing.
final class Windows {
  private static final String WINDOW = "window";
  private static final String LIMITED = "window.limited";
  private static final String YES = "y";

  /// No region has this number; windows of every region hold it.
  private static final long NOWHERE = -1;

  /// Longest name of a region, in bytes; longer ones are the region of nobody.
  private static final int MAX_REGION = 7;

  private Windows() {}

  static void add(Document doc, List<Availability> windows) {
    if (windows.isEmpty()) return;
    doc.add(new StringField(LIMITED, YES, Field.Store.NO));
    for (Availability window : windows) {
      long from = window.from() == null ? Long.MIN_VALUE : millis(window.from());
      long last = window.until() == null ? Long.MAX_VALUE : millis(window.until()) - 1;
      if (from > last) continue;
      if (window.regions().isEmpty()) add(doc, Long.MIN_VALUE, Long.MAX_VALUE, from, last);
      for (String region : window.regions()) {
        long number = number(region);
        if (number != NOWHERE) add(doc, number, number, from, last);
      }
    }
  }

  static Query open(@Nullable String region, Instant at) {
    long[] point = {region == null ? NOWHERE : number(region), millis(at)};
    Query closed =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(LIMITED, YES)), Occur.FILTER)
            .add(LongRange.newContainsQuery(WINDOW, point, point), Occur.MUST_NOT)
            .build();
    return new BooleanQuery.Builder()
        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
        .add(closed, Occur.MUST_NOT)
        .build();
  }

  private static void add(Document doc, long fromRegion, long toRegion, long from, long last) {
    doc.add(new LongRange(WINDOW, new long[] {fromRegion, from}, new long[] {toRegion, last}));
  }

  private static long number(String region) {
    byte[] name = region.getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_REGION) return NOWHERE;
    long number = 0;
    for (byte b : name) number = (number << 8) | (b & 0xff);
    return number;
  }

  /// Since 1970; times that no long can hold as the furthest it can, but for one millisecond.
  private static long millis(Instant time) {
    long furthest = Long.MAX_VALUE / 1_000 - 1;
    return Math.clamp(time.getEpochSecond(), -furthest, furthest) * 1_000
        + time.getNano() / 1_000_000;
  }
}
