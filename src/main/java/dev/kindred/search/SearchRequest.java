package dev.kindred.search;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller asks. A blank query browses the catalogue by popularity.
///
/// @param query at most [#MAX_QUERY] characters
/// @param limit hits on this page, 1..[#MAX_LIMIT]
/// @param facets fields to count, at most [#MAX_FACETS]
/// @param cursor from the previous page of the same request; null for the first page
/// @param diversity 0 (by score alone) to 1 (as varied as can be)
public record SearchRequest(
    String query,
    int limit,
    @Nullable String cursor,
    Mode mode,
    Filter filter,
    List<FilterField> facets,
    double diversity,
    Highlighting highlighting,
    Explaining explaining) {
  public static final int MAX_QUERY = 2_000;
  public static final int MAX_LIMIT = 100;
  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_FACETS = 20;

  /// Which sources are asked: AUTO lets the query decide, LEXICAL is words only, VECTOR meaning
  /// only, HYBRID both.
  public enum Mode {
    AUTO,
    LEXICAL,
    VECTOR,
    HYBRID
  }

  public enum Highlighting {
    ON,
    OFF
  }

  /// Whether hits carry reasons.
  public enum Explaining {
    NONE,
    REASONS
  }

  public SearchRequest {
    facets = List.copyOf(facets);
    if (query.length() > MAX_QUERY) {
      throw new IllegalArgumentException(
          "query must have at most " + MAX_QUERY + " characters, got " + query.length());
    }
    if (facets.size() > MAX_FACETS) {
      throw new IllegalArgumentException(
          "facets must be at most " + MAX_FACETS + ", got " + facets.size());
    }
    if (limit < 1 || limit > MAX_LIMIT)
      throw new IllegalArgumentException("limit must be 1.." + MAX_LIMIT + ", got " + limit);
    if (!(diversity >= 0 && diversity <= 1))
      throw new IllegalArgumentException("diversity must be 0..1, got " + diversity);
  }

  /// A first page with everything else at its default.
  public static SearchRequest of(String query) {
    return new SearchRequest(
        query,
        DEFAULT_LIMIT,
        null,
        Mode.AUTO,
        Filter.NONE,
        List.of(),
        0,
        Highlighting.OFF,
        Explaining.NONE);
  }
}
