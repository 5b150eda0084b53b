package dev.kindred.recommendation;

import dev.kindred.catalogue.Filter;
import dev.kindred.feedback.UserId;
import org.jspecify.annotations.Nullable;

/// Asks for titles to learn a new viewer's taste by.
///
/// @param user null for nobody that is known
/// @param region where the request comes from; null for that of the user
/// @param limit [#LEAST]..[#MOST]
public record OnboardingRequest(
    @Nullable UserId user, @Nullable String region, Filter filter, int limit) {
  public static final int LEAST = 5;
  public static final int MOST = 8;

  public OnboardingRequest {
    if (limit < LEAST || limit > MOST)
      throw new IllegalArgumentException("limit must be " + LEAST + ".." + MOST + ", got " + limit);
  }
}
