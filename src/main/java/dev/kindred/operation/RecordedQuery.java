package dev.kindred.operation;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.json.Json;
import dev.kindred.search.SearchRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search that somebody made, without a trace of who.
///
/// @param text as it was embedded, without blanks around it
/// @param vector null when it was in no cache
public record RecordedQuery(
    String text, Filter filter, SearchRequest.Mode mode, @Nullable Vector vector) {

  /// A vector and the model, with its prefix, that made it. The array is not copied: treat it as
  /// read-only.
  public static final class Vector {
    private final String model;
    private final float[] values;

    public Vector(String model, float[] values) {
      this.model = model;
      this.values = values;
    }

    public String model() {
      return model;
    }

    public float[] values() {
      return values;
    }
  }

  static RecordedQuery of(SearchRequest request) {
    return new RecordedQuery(request.query().strip(), request.filter(), request.mode(), null);
  }

  RecordedQuery with(@Nullable Vector known) {
    return known == null ? this : new RecordedQuery(text, filter, mode, known);
  }

  /// The same for equal searches.
  String key() {
    return mode + "\n" + filterText() + "\n" + text;
  }

  /// The filter as JSON; empty when there is none.
  String filterText() {
    return filter.equals(Filter.NONE) ? "" : Json.write(FilterJson.write(filter));
  }

  /// The first `limit` hits of this query and nothing else.
  public SearchRequest request(int limit) {
    return new SearchRequest(
        text,
        limit,
        null,
        mode,
        filter,
        List.of(),
        null,
        List.of(),
        0,
        SearchRequest.Highlighting.OFF,
        SearchRequest.Explaining.NONE);
  }
}
