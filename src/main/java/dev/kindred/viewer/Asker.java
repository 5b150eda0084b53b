package dev.kindred.viewer;

import dev.kindred.feedback.UserId;
import org.jspecify.annotations.Nullable;

/// Whom a search is for, as far as the request says it.
///
/// @param user null for nobody in particular
/// @param region where the request comes from, ISO 3166-1 alpha-2, upper case; null when it does
///   not say so
public record Asker(@Nullable UserId user, @Nullable String region) {
  /// Looks something up in the catalogue: no viewer, and no place.
  public static final Asker NOBODY = new Asker(null, null);
}
