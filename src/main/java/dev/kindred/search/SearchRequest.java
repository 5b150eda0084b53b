package dev.kindred.search;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.query.Interpretation;
import dev.kindred.query.InterpretationJson;
import dev.kindred.query.Preference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller asks. A blank query browses the catalogue by popularity.
///
/// @param query at most [#MAX_QUERY] characters
/// @param limit hits on this page, 1..[#MAX_LIMIT]
/// @param facets fields to count, at most [#MAX_FACETS]
/// @param cursor from the previous page of the same request; null for the first page
/// @param preferences likes, and dislikes with a weight below 0, besides the text
/// @param interpretation what an earlier answer read, edited: stands in place of the query, which
///   is then blank; null to have the query read
/// @param diversity 0 (by score alone) to 1 (as varied as can be)
public record SearchRequest(
    String query,
    int limit,
    @Nullable String cursor,
    Mode mode,
    Filter filter,
    List<Preference> preferences,
    @Nullable Interpretation interpretation,
    List<FilterField> facets,
    double diversity,
    Highlighting highlighting,
    Explaining explaining) {
  public static final int MAX_QUERY = 2_000;
  public static final int MAX_LIMIT = 100;
  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_FACETS = 20;

  /// Which sources are asked, and how the text is taken: AUTO reads it, and what it says decides;
  /// the others take it as it stands, LEXICAL by its words only, VECTOR by its meaning only, HYBRID
  /// by both.
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
    preferences = List.copyOf(preferences);
    if (interpretation != null && !query.isBlank())
      throw new IllegalArgumentException("an interpretation stands in place of a query");
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

  /// What the caller itself demands of every hit.
  Filter givenFilter() {
    return interpretation == null ? filter : Filter.and(filter, interpretation.filter());
  }

  /// What makes two requests pages of the same one.
  long hash() {
    return Cursors.requestHash(
        "search",
        query.strip(),
        mode,
        FilterJson.write(filter),
        preferences,
        interpretation == null ? "" : InterpretationJson.write(interpretation),
        diversity);
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
        null,
        List.of(),
        0,
        Highlighting.OFF,
        Explaining.NONE);
  }
}
