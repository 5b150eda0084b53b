package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.access.RateLimiter;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServerTest {
  @Test
  void finishesWhatItAcceptedBeforeItStops() throws Exception {
    RunningServer server = new RunningServer();
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.search =
        request -> {
          arrived.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted by the stop", e);
          }
          return RunningServer.answer(request);
        };
    CompletableFuture<HttpResponse<String>> accepted =
        server.client.sendAsync(
            server.request("POST", "/v1/search", "{}").build(), BodyHandlers.ofString());
    arrived.await();
    CompletableFuture<Void> stop = CompletableFuture.runAsync(server.server::close);
    while (accepts(server.port())) Thread.onSpinWait();
    assertThat(stop).isNotDone();
    release.countDown();
    assertThat(accepted.join().statusCode()).isEqualTo(200);
    stop.join();
    server.client.close();
  }

  @Test
  void stopsInTheEndWhateverIsStillRunning() throws Exception {
    RunningServer server =
        new RunningServer(RunningServer.OPTIONS.withDrain(Duration.ofMillis(200)));
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    server.search =
        request -> {
          arrived.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return RunningServer.answer(request);
        };
    var hanging =
        server.client.sendAsync(
            server.request("POST", "/v1/search", "{}").build(), BodyHandlers.ofString());
    arrived.await();
    server.server.close();
    assertThat(accepts(server.port())).isFalse();
    never.countDown();
    hanging.handle((response, failure) -> response).join();
    server.client.close();
  }

  private static boolean accepts(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  @Test
  void endsConnectionsThatFallSilent() throws IOException {
    var options = RunningServer.OPTIONS.withIdle(Duration.ofMillis(300));
    try (RunningServer server = new RunningServer(options)) {
      assertThat(untilClosed(server, "")).isEmpty();
      assertThat(untilClosed(server, "GET /v1/titles HTTP/1.1\r\nHost: loc")).isEmpty();
      String half = "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{";
      assertThat(untilClosed(server, half))
          .startsWith("HTTP/1.1 408")
          .contains("\"requestTimeout\"");
    }
  }

  private static String untilClosed(RunningServer server, String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void waitsForASearchLongerThanForASilentCaller() {
    var options = RunningServer.OPTIONS.withIdle(Duration.ofMillis(100));
    try (RunningServer server = new RunningServer(options)) {
      server.search =
          request -> {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            return RunningServer.answer(request);
          };
      assertThat(server.send("POST", "/v1/search", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersEvenAnErrorOfTheMachine() {
    try (RunningServer server = new RunningServer()) {
      server.search =
          request -> {
            throw new StackOverflowError("deep");
          };
      HttpResponse<String> response = server.send("POST", "/v1/search", "{}");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(header(response, "Content-Type")).isEqualTo(Problem.CONTENT_TYPE);
    }
  }

  @Test
  void bindsOnlyOnce() {
    try (RunningServer server = new RunningServer()) {
      HttpOptions taken = RunningServer.OPTIONS.withPort(server.port());
      assertThatThrownBy(() -> new RunningServer(taken))
          .hasMessageContaining("Port already in use");
    }
  }

  @Test
  void knowsWhatIsNotThereAndWhatIsNotAllowed() {
    try (RunningServer server = new RunningServer()) {
      for (String path :
          List.of("/nothing", "/v1", "/v1/", "/v1/titles/", "/v1/titles/a/b", "/WEB-INF/x")) {
        HttpResponse<String> missing = server.send("GET", path);
        assertThat(missing.statusCode()).as(path).isEqualTo(404);
        assertThat(header(missing, "Content-Type")).isEqualTo(Problem.CONTENT_TYPE);
      }
      HttpResponse<String> patch = server.send("PATCH", "/v1/titles/a", "{}");
      assertThat(patch.statusCode()).isEqualTo(405);
      assertThat(header(patch, "Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
      assertThat(RunningServer.json(patch).get("code").textValue()).isEqualTo("methodNotAllowed");
      assertThat(header(server.send("GET", "/v1/titles/a/similar/"), "Content-Type"))
          .isEqualTo(Problem.CONTENT_TYPE);
    }
  }

  @Test
  void echoesSaneRequestIdsOnly() {
    try (RunningServer server = new RunningServer()) {
      assertThat(requestId(server, "trace-1.a_B")).isEqualTo("trace-1.a_B");
      assertThat(requestId(server, "two words")).hasSize(36);
      assertThat(requestId(server, "x".repeat(65))).hasSize(36);
    }
  }

  private static String requestId(RunningServer server, String given) {
    var request = server.request("GET", "/nothing", null).header("X-Request-Id", given);
    HttpResponse<String> response = server.send(request);
    String id = header(response, "X-Request-Id");
    assertThat(RunningServer.json(response).get("requestId").textValue()).isEqualTo(id);
    return id;
  }

  @Test
  void compressesForThoseWhoAsk() throws Exception {
    try (RunningServer server = new RunningServer()) {
      for (String path : List.of("/openapi.json", "/webjars/swagger-ui/swagger-ui.css")) {
        var request = server.request("GET", path, null).header("Accept-Encoding", "gzip").build();
        HttpResponse<byte[]> gzip = server.client.send(request, BodyHandlers.ofByteArray());
        assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(gzip.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
        HttpResponse<String> plain = server.send("GET", path);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
        }
        assertThat(gzip.body().length).isLessThan(plain.body().length() / 2);
      }
    }
  }

  @Test
  void letsListedOriginsCall() {
    var options = RunningServer.OPTIONS.withCorsOrigins(List.of("https://films.example"));
    try (RunningServer server = new RunningServer(options)) {
      var preflight =
          server
              .request("OPTIONS", "/v1/titles/a", null)
              .header("Origin", "https://films.example")
              .header("Access-Control-Request-Method", "PUT");
      HttpResponse<String> allowed = server.send(preflight);
      assertThat(allowed.statusCode()).isEqualTo(204);
      assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://films.example");
      assertThat(header(allowed, "Access-Control-Allow-Methods")).contains("PUT");
      assertThat(header(allowed, "Access-Control-Allow-Headers")).contains("Authorization");
      assertThat(allowed.headers().map()).doesNotContainKey("access-control-allow-credentials");
      assertThat(header(allowed, "Vary")).contains("Origin");
      server.key(Scope.ADMIN);
      var refused =
          server.request("GET", "/v1/titles", null).header("Origin", "https://films.example");
      HttpResponse<String> unauthorized = server.send(refused);
      assertThat(unauthorized.statusCode()).isEqualTo(401); // a page must be able to read why
      assertThat(header(unauthorized, "Access-Control-Allow-Origin")).isNotEmpty();
      for (String other : List.of("https://films.example.evil", "http://films.example", "null")) {
        var foreign = server.request("GET", "/v1/titles", null).header("Origin", other);
        assertThat(server.send(foreign).headers().firstValue("Access-Control-Allow-Origin"))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil", "0.0.0.0", "10.0.0.1"})
  void answersForeignNamesOnlyToKeys(String host) throws IOException {
    try (RunningServer server = new RunningServer()) {
      String head = "GET %s HTTP/1.1\nHost: " + host + ":7070\n%sConnection: close\n\n";
      for (String path : List.of("/v1/titles", "/", "/health/live"))
        assertThat(server.raw(head.formatted(path, ""), new byte[0])).startsWith("HTTP/1.1 421");
      String key = server.key(Scope.READ);
      String bearer = "Authorization: bearer " + key + "\n";
      assertThat(server.raw(head.formatted("/v1/titles", bearer), new byte[0]))
          .startsWith("HTTP/1.1 200");
      assertThat(server.raw(head.formatted("/v1/titles", ""), new byte[0]))
          .startsWith("HTTP/1.1 401");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:99",
        "127.0.0.1",
        "127.1.2.3:8",
        "[::1]:7070",
        "kindred.localhost"
      })
  void answersLoopbackNamesWithoutAKey(String host) throws IOException {
    try (RunningServer server = new RunningServer()) {
      String head = "GET /v1/titles HTTP/1.1\nHost: " + host + "\nConnection: close\n\n";
      assertThat(server.raw(head, new byte[0])).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void refusesWritesFromForeignPagesWhileOpen() {
    try (RunningServer server = new RunningServer()) {
      for (String origin : List.of("https://evil.example", "null", "http://localhost:1"))
        assertThat(rebuild(server, origin).statusCode()).as(origin).isEqualTo(403);
      assertThat(rebuild(server, "http://127.0.0.1:" + server.port()).statusCode()).isEqualTo(202);
    }
  }

  private static HttpResponse<String> rebuild(RunningServer server, String origin) {
    return server.send(server.request("POST", "/v1/generations", null).header("Origin", origin));
  }

  @Test
  void isNeverOpenBeyondLoopback() {
    HttpOptions everywhere = RunningServer.OPTIONS.withHost("0.0.0.0");
    assertThat(everywhere.loopback()).isFalse();
    assertThat(RunningServer.OPTIONS.loopback()).isTrue();
    Gate gate =
        new Gate(
            new dev.kindred.access.Access(new MemoryKeys()),
            new RateLimiter(RateLimiter.Options.DEFAULT),
            everywhere);
    assertThat(gate.open()).isFalse();
  }

  @Test
  void makesAKeyWhoseSecretIsShownOnce() {
    try (RunningServer server = new RunningServer()) {
      HttpResponse<String> made =
          server.send("POST", "/v1/keys", "{\"name\": \"me\", \"scopes\": [\"admin\"]}");
      assertThat(made.statusCode()).isEqualTo(201);
      String secret = RunningServer.json(made).get("secret").textValue();
      var list = server.request("GET", "/v1/keys", null).header("X-API-Key", secret);
      HttpResponse<String> listed = server.send(list);
      assertThat(listed.statusCode()).isEqualTo(200);
      assertThat(listed.body()).contains("\"me\"").doesNotContain(secret);
      String id = RunningServer.json(made).get("id").textValue();
      var revoke = server.request("DELETE", "/v1/keys/" + id, null).header("X-API-Key", secret);
      assertThat(server.send(revoke).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void limitsTheRateOfAKey() {
    var limits = RateLimiter.Options.DEFAULT.withRequestsPerMinute(2);
    try (RunningServer server = new RunningServer(RunningServer.OPTIONS, limits)) {
      String key = server.key(Scope.READ);
      for (String remaining : List.of("1", "0")) {
        HttpResponse<String> taken = read(server, key);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(header(taken, "RateLimit-Limit")).isEqualTo("2");
        assertThat(header(taken, "RateLimit-Remaining")).isEqualTo(remaining);
      }
      HttpResponse<String> refused = read(server, key);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(RunningServer.json(refused).get("code").textValue()).isEqualTo("rateLimited");
      assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 30);
      assertThat(read(server, server.key(Scope.READ)).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> read(RunningServer server, String key) {
    return server.send(server.request("GET", "/v1/titles", null).header("X-API-Key", key));
  }

  @Test
  void countsRequestsByTemplateNeverByWhatCallersChoose() {
    try (RunningServer server = new RunningServer()) {
      server.send("GET", "/v1/titles/secret-id");
      server.send("GET", "/secret-path");
      server.send("SECRETMETHOD", "/v1/titles");
      server.send("POST", "/v1/search", "{}");
      String metrics = server.send("GET", "/metrics").body();
      assertThat(metrics)
          .contains(
              "kindred_http_requests_seconds_count{method=\"GET\",route=\"/v1/titles/{id}\",status=\"404\"} 1")
          .contains("kindred_http_requests_seconds_bucket{method=\"POST\",route=\"/v1/search\"")
          .contains("route=\"unmatched\",status=\"405\"")
          .contains("kindred_search_stage_seconds_count{stage=\"retrieve\"} 1")
          .contains("kindred_titles 0.0")
          .contains("kindred_http_in_flight 1.0")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("secret", "SECRET");
    }
  }

  @Test
  void writesJsonProblemsWithEveryMember() {
    try (RunningServer server = new RunningServer()) {
      var problem = Json.parse(server.send("GET", "/nothing?a=b").body());
      assertThat(problem.properties().stream().map(java.util.Map.Entry::getKey))
          .containsExactly(
              "type", "title", "status", "detail", "instance", "code", "requestId", "errors");
      assertThat(problem.get("instance").textValue()).isEqualTo("/nothing");
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
