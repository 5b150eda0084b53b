package dev.kindred.llm;

import dev.kindred.llm.LlmException.Kind;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// How LangChain4j's models reach their providers: one deadline for the whole answer, not only for
/// its headers; at most [#MAX_BYTES] of it; no redirects, which could carry the key elsewhere; what
/// went wrong told apart, with the provider's own wish when to come again. Interruptible.
final class Wire implements HttpClient, AutoCloseable {
  /// Longest answer read.
  static final int MAX_BYTES = 1 << 20;

  private static final Set<Integer> BUSY = Set.of(408, 409, 425, 429);
  private static final Set<Integer> REFUSED =
      Set.of(301, 302, 303, 307, 308, 401, 402, 403, 404, 405);

  /// Set by the client itself.
  private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection");

  private final java.net.http.HttpClient client =
      java.net.http.HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER)
          .version(Version.HTTP_1_1)
          .build();
  private final Duration timeout;

  Wire(Duration timeout) {
    this.timeout = timeout;
  }

  /// For the builders of LangChain4j's models; its time-outs are ours.
  HttpClientBuilder builder() {
    return new HttpClientBuilder() {
      @Override
      public Duration connectTimeout() {
        return timeout;
      }

      @Override
      public HttpClientBuilder connectTimeout(@Nullable Duration value) {
        return this;
      }

      @Override
      public Duration readTimeout() {
        return timeout;
      }

      @Override
      public HttpClientBuilder readTimeout(@Nullable Duration value) {
        return this;
      }

      @Override
      public HttpClient build() {
        return Wire.this;
      }
    };
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            wired(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    HttpResponse<byte[]> response;
    try {
      response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new LlmException(Kind.BUSY, "no answer within " + timeout.toMillis() + " ms", null, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new LlmException(Kind.STOPPED, "interrupted", null, e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
    if (response.statusCode() / 100 != 2) throw failure(response);
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(response.body())
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("replies are read whole");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static java.net.http.HttpRequest wired(HttpRequest request) {
    var wired = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> {
          if (OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) return;
          for (String value : values) wired.header(name, value);
        });
    String body = request.body();
    return wired
        .method(
            request.method() == HttpMethod.GET ? "GET" : request.method().name(),
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private static LlmException failure(Throwable cause) {
    for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
      // as BodyHandlers.limiting says it
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains("exceeds capacity"))
        return new LlmException(
            Kind.TOO_LONG, "the answer is longer than " + MAX_BYTES + " bytes", null, cause);
    }
    String message = cause.getMessage();
    return new LlmException(
        Kind.BUSY,
        "the connection failed: " + (message == null ? cause.getClass().getSimpleName() : message),
        null,
        cause);
  }

  private static LlmException failure(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Kind kind =
        BUSY.contains(status) || status >= 500
            ? Kind.BUSY
            : REFUSED.contains(status) ? Kind.REFUSED : Kind.DECLINED;
    return new LlmException(
        kind,
        "status " + status + ": " + new String(response.body(), StandardCharsets.UTF_8),
        response.headers().firstValue("Retry-After").map(Wire::retryAfter).orElse(null),
        null);
  }

  /// Seconds, or a date; null when it is neither.
  private static @Nullable Duration retryAfter(String header) {
    try {
      return Duration.ofMillis(Math.round(1_000 * Math.clamp(Double.parseDouble(header), 0, 1e6)));
    } catch (NumberFormatException notSeconds) {
      try {
        Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
        Duration wait = Duration.between(Instant.now(), then);
        return wait.isNegative() ? Duration.ZERO : wait;
      } catch (DateTimeParseException e) {
        return null;
      }
    }
  }
}
