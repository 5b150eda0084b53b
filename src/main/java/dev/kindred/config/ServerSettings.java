package dev.kindred.config;

import dev.kindred.access.RateLimiter;
import dev.kindred.http.HttpOptions;

/// How the server listens, what it takes on, and how much of it from one caller.
///
/// @param http of which a file of settings says the part that a caller notices
public record ServerSettings(HttpOptions http, RateLimiter.Options rateLimit) {
  public static final ServerSettings DEFAULT =
      new ServerSettings(HttpOptions.DEFAULT, RateLimiter.Options.DEFAULT);
}
