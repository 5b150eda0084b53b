package dev.kindred.access;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A key as it may be shown: everything but its secret.
///
/// @param id 1 to 32 lower-case letters and digits; part of the secret, safe to log
/// @param name what its owner calls it, 1 to 100 characters
/// @param scopes at least one
/// @param expiresAt the first instant at which it opens nothing; null for never
/// @param requestsPerMinute its own rate limit; null for the server's
public record AccessKey(
    String id,
    String name,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Integer requestsPerMinute) {
  static final int MAX_NAME = 100;
  static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");

  public AccessKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a key id has 1..32 lower-case letters and digits, got " + id.length() + " characters");
    }
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a key name has 1.." + MAX_NAME + " characters, got \"" + name + "\"");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a key name must not hold control characters");
    }
    if (scopes.isEmpty()) throw new IllegalArgumentException("key " + id + " has no scope");
    if (requestsPerMinute != null) RateLimiter.check(requestsPerMinute);
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
  }

  /// Whether it opens what needs `scope`.
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
