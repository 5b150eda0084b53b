package dev.kindred.http;

import dev.kindred.access.Access;
import dev.kindred.access.AccessKey;
import dev.kindred.access.FailedAttempts;
import dev.kindred.access.RateLimiter;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decides whether a request may pass: key, scope, rate. Thread-safe.
///
/// While no key exists the API is open, but only when the server is bound to loopback, only under a
/// loopback name (a page elsewhere may point its own name at this machine), and not to writes from
/// pages of other origins.
final class Gate {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost\\.?|([a-z0-9-]+\\.)+localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?",
          Pattern.CASE_INSENSITIVE);
  private static final String CHALLENGE = "Bearer realm=\"kindred\"";
  private final Access access;
  private final RateLimiter limiter;
  private final FailedAttempts failures = new FailedAttempts();
  private final boolean loopback;
  private final List<String> origins;

  Gate(Access access, RateLimiter limiter, HttpOptions options) {
    this.access = access;
    this.limiter = limiter;
    this.loopback = options.loopback();
    this.origins = options.corsOrigins();
  }

  /// Whether everybody who reaches the server may do everything.
  boolean open() {
    return loopback && access.open();
  }

  /// Refuses a request under a foreign name while the server is open.
  void checkHost(Context ctx) {
    if (!open()) return;
    String host = ctx.req().getServerName();
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      throw new ProblemException(
          Problem.of(
              421,
              "misdirected",
              "without keys this server answers only under a loopback name such as localhost"));
    }
  }

  void admit(Context ctx, Route route) {
    Scope scope = route.scope();
    if (scope == null) return;
    if (open()) {
      checkOrigin(ctx);
      return;
    }
    AccessKey key =
        access
            .authenticate(secret(ctx))
            .orElseThrow(() -> unauthorized(ctx, "the key is unknown, expired or revoked"));
    if (!key.allows(scope)) {
      throw new ProblemException(
          Problem.of(
                  403,
                  "missingScope",
                  "this call needs the scope \"" + Json.name(scope) + "\", which the key lacks")
              .with(
                  "WWW-Authenticate",
                  CHALLENGE
                      + ", error=\"insufficient_scope\", scope=\""
                      + Json.name(scope)
                      + "\""));
    }
    limit(ctx, key);
  }

  private void checkOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    boolean reads = List.of(HandlerType.GET, HandlerType.HEAD).contains(ctx.method());
    if (origin == null || reads) return;
    String own = ctx.header("Host");
    boolean same = origin.equals("http://" + own) || origin.equals("https://" + own);
    if (!same && !origins.contains(origin)) {
      throw new ProblemException(
          Problem.of(403, "foreignOrigin", "without keys, pages of other origins may not write"));
    }
  }

  private String secret(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7))
        throw unauthorized(ctx, "the Authorization header must be: Bearer KEY");
      return authorization.substring(7).strip();
    }
    return Optional.ofNullable(ctx.header("X-API-Key"))
        .orElseThrow(
            () -> unauthorized(ctx, "send a key: Authorization: Bearer KEY, or X-API-Key"));
  }

  private void limit(Context ctx, AccessKey key) {
    RateLimiter.Decision decision = limiter.take(key.id(), key.requestsPerMinute());
    ctx.header("RateLimit-Limit", Integer.toString(decision.limit()));
    ctx.header("RateLimit-Remaining", Long.toString(decision.remaining()));
    if (decision.allowed()) return;
    ctx.header("RateLimit-Reset", Long.toString(Problem.seconds(decision.retryAfter())));
    throw tooMany("rateLimited", "this key may make %d requests a minute", decision);
  }

  private static ProblemException tooMany(String code, String rule, RateLimiter.Decision decision) {
    String seconds = Long.toString(Problem.seconds(decision.retryAfter()));
    String detail = rule.formatted(decision.limit()) + "; wait " + seconds + " s";
    return new ProblemException(Problem.of(429, code, detail).with("Retry-After", seconds));
  }

  /// Refuses a request without a good key: as what it is, or, when its sender has sent too many of
  /// the kind, for a while.
  private ProblemException unauthorized(Context ctx, String detail) {
    RateLimiter.Decision decision = failures.count(ctx.req().getRemoteAddr());
    if (!decision.allowed()) {
      String rule = "%d requests a minute without a good key are answered";
      return tooMany("tooManyFailures", rule, decision);
    }
    return new ProblemException(
        Problem.of(401, "unauthorized", detail).with("WWW-Authenticate", CHALLENGE));
  }
}
