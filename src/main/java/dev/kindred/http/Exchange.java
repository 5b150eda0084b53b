package dev.kindred.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is known of one request beside its content; used by the thread that serves it.
final class Exchange {
  static final String REQUEST_ID = "X-Request-Id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String KEY = "kindred.exchange";

  final String requestId;
  final long startNanos = System.nanoTime();
  @Nullable Route route;

  private Exchange(String requestId) {
    this.requestId = requestId;
  }

  static Exchange begin(Context ctx) {
    Exchange exchange = new Exchange(requestId(ctx.header(REQUEST_ID)));
    ctx.attribute(KEY, exchange);
    return exchange;
  }

  /// The exchange of a request, begun now when nothing began it before it failed.
  static Exchange of(Context ctx) {
    Exchange begun = ctx.attribute(KEY);
    return begun == null ? begin(ctx) : begun;
  }

  /// The caller's id when it is harmless in logs and headers, else a new one.
  static String requestId(@Nullable String given) {
    return given != null && SANE.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
