package dev.kindred.search;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import org.jspecify.annotations.Nullable;

/// More like one title.
///
/// @param diversity 0 (by similarity alone) to 1
public record SimilarRequest(
    TitleId titleId, By by, int limit, @Nullable String cursor, Filter filter, double diversity) {
  /// In which way similar: AUTO mixes story, feel and people.
  public enum By {
    AUTO,
    STORY,
    FEEL,
    PEOPLE
  }

  public static final double DEFAULT_DIVERSITY = 0.3;

  /// What is asked of a title without any wish.
  public static SimilarRequest to(TitleId title) {
    return new SimilarRequest(
        title, By.AUTO, SearchRequest.DEFAULT_LIMIT, null, Filter.NONE, DEFAULT_DIVERSITY);
  }

  public SimilarRequest {
    if (limit < 1 || limit > SearchRequest.MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit must be 1.." + SearchRequest.MAX_LIMIT + ", got " + limit);
    }
    if (!(diversity >= 0 && diversity <= 1))
      throw new IllegalArgumentException("diversity must be 0..1, got " + diversity);
  }
}
