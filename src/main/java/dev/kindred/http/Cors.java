package dev.kindred.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Lets pages of listed origins call the API (CORS). Keys travel in headers, so no credentials are
/// ever allowed. Thread-safe.
final class Cors {
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, If-Match, If-None-Match, X-API-Key, X-Request-Id";
  private static final String RESPONSE_HEADERS =
      "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
  private final List<String> origins;

  Cors(List<String> origins) {
    this.origins = origins;
  }

  /// Marks an answer as readable by the page that asked.
  void mark(Context ctx) {
    String origin = ctx.header("Origin");
    if (origin == null) return;
    if (origins.contains("*")) ctx.header("Access-Control-Allow-Origin", "*");
    else if (origins.contains(origin)) ctx.header("Access-Control-Allow-Origin", origin);
    else return;
    ctx.header("Access-Control-Expose-Headers", RESPONSE_HEADERS);
  }

  /// Answers OPTIONS: the methods of the address, and the preflight of a listed origin.
  void options(Context ctx, Set<String> methods) {
    String allowed = String.join(", ", new TreeSet<>(methods));
    ctx.status(204).header("Allow", allowed);
    if (ctx.res().containsHeader("Access-Control-Allow-Origin")
        && ctx.header("Access-Control-Request-Method") != null) {
      ctx.header("Access-Control-Allow-Methods", allowed);
      ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
      ctx.header("Access-Control-Max-Age", "600");
    }
  }
}
