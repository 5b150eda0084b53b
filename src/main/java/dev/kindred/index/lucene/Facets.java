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
import org.apache.lucene.index.LeafReaderContext;

/// Counts values over matches: texts by [TextFacet], numbers by [NumberFacet].
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
      Map<Object, Long> values = new HashMap<>();
      switch (field.type()) {
        case TEXT -> TextFacet.count(leaves, matches, List.of(Schema.filter(field)), limit, values);
        case INTEGER, DECIMAL, DATE ->
            NumberFacet.count(leaves, matches, Schema.filter(field), values);
        case FREE -> {
          List<String> texts = List.of(Schema.filter(field), Schema.flag(field));
          TextFacet.count(leaves, matches, texts, limit, values);
          NumberFacet.count(leaves, matches, Schema.number(field), values);
        }
      }
      counts.put(field, top(values, limit));
    }
    return new FacetCounts(counts, matches.count());
  }

  private static List<FacetCounts.Value> top(Map<Object, Long> values, int limit) {
    List<FacetCounts.Value> list = new ArrayList<>();
    values.forEach((value, count) -> list.add(new FacetCounts.Value(value, count)));
    list.sort(ORDER);
    return List.copyOf(list.subList(0, Math.min(limit, list.size())));
  }
}
