package dev.kindred.index;

import dev.kindred.catalogue.FilterField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of fields and how many titles have them.
///
/// @param titles how many titles were counted over
public record FacetCounts(Map<FilterField, List<Value>> fields, long titles) {
  /// @param value a `String` or, for numbers, a `Long` or `Double`
  public record Value(Object value, long count) {}

  public FacetCounts {
    fields = new LinkedHashMap<>(fields);
  }
}
