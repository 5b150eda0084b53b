package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may call which route.
final class RouteAccessTest {
  /// Every route, with the scope it needs; `public` needs no key.
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("GET /v1/titles", "read");
    TABLE.put("GET /v1/titles/{id}", "read");
    TABLE.put("PUT /v1/titles/{id}", "ingest");
    TABLE.put("DELETE /v1/titles/{id}", "ingest");
    TABLE.put("POST /v1/titles/{id}/merge", "ingest");
    TABLE.put("POST /v1/titles/{id}/split", "ingest");
    TABLE.put("GET /v1/duplicates", "ingest");
    TABLE.put("POST /v1/titles/import", "ingest");
    TABLE.put("GET /v1/titles/{id}/similar", "read");
    TABLE.put("POST /v1/search", "read");
    TABLE.put("GET /v1/search", "read");
    TABLE.put("GET /v1/suggest", "read");
    TABLE.put("POST /v1/events", "events");
    TABLE.put("PUT /v1/users/{id}", "events");
    TABLE.put("GET /v1/users/{id}", "read");
    TABLE.put("DELETE /v1/users/{id}", "admin");
    TABLE.put("GET /v1/users/{id}/export", "admin");
    TABLE.put("GET /v1/users/{id}/taste", "read");
    TABLE.put("POST /v1/recommendations", "read");
    TABLE.put("GET /v1/recommendations/{id}/next", "read");
    TABLE.put("POST /v1/rows", "read");
    TABLE.put("GET /v1/onboarding", "read");
    TABLE.put("GET /v1/jobs", "ingest");
    TABLE.put("GET /v1/jobs/{id}", "ingest");
    TABLE.put("DELETE /v1/jobs/{id}", "ingest");
    TABLE.put("GET /v1/generations", "admin");
    TABLE.put("POST /v1/generations", "admin");
    TABLE.put("POST /v1/generations/prune", "admin");
    TABLE.put("GET /v1/generations/{id}", "admin");
    TABLE.put("POST /v1/generations/{id}/activate", "admin");
    TABLE.put("GET /v1/backups", "admin");
    TABLE.put("POST /v1/backups", "admin");
    TABLE.put("GET /v1/backups/{id}", "admin");
    TABLE.put("DELETE /v1/backups/{id}", "admin");
    TABLE.put("GET /v1/export", "admin");
    TABLE.put("GET /v1/keys", "admin");
    TABLE.put("POST /v1/keys", "admin");
    TABLE.put("DELETE /v1/keys/{id}", "admin");
    TABLE.put("GET /health/live", "public");
    TABLE.put("GET /health/ready", "public");
    TABLE.put("GET /metrics", "admin");
    TABLE.put("GET /openapi.json", "public");
    TABLE.put("GET /docs", "public");
    TABLE.put("GET /docs/docs.js", "public");
    TABLE.put("GET /", "public");
    TABLE.put("GET /title/<id>", "public");
    TABLE.put("GET /jobs", "public");
    TABLE.put("GET /assets/<path>", "public");
    TABLE.put("GET /webjars/<path>", "public");
  }

  /// Of [dev.kindred.access.FailedAttempts#PER_MINUTE]; then another server goes on.
  private static final int FAILURES = 250;

  private static RunningServer server;
  private static int failures;
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    server = new RunningServer();
    KEYS.put("admin", server.key(Scope.ADMIN));
    for (Scope scope : List.of(Scope.READ, Scope.EVENTS, Scope.INGEST))
      KEYS.put(Json.name(scope), server.key(scope));
    KEYS.put("all three", server.key(Scope.READ, Scope.EVENTS, Scope.INGEST));
    KEYS.put("wrong", KEYS.get("admin").replaceAll(".{4}$", "AAAA"));
    KEYS.put("nonsense", "hunter2");
    KEYS.put("revoked", server.key(Scope.ADMIN));
    server.access.revoke(server.keys.list().getLast().id());
  }

  @BeforeEach
  void goOnBeforeTheAddressIsRefused() {
    if (failures < FAILURES) return;
    stop();
    start();
    failures = 0;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theTableNamesEveryRoute() {
    Map<String, String> routes = new LinkedHashMap<>();
    for (Route route : server.server.routes()) {
      Scope scope = route.scope();
      routes.put(
          route.method().name() + " " + route.path(), scope == null ? "public" : Json.name(scope));
    }
    assertThat(routes).containsExactlyInAnyOrderEntriesOf(TABLE);
  }

  static Stream<Arguments> routesAndKeys() {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<String, String> route : TABLE.entrySet()) {
      all.add(Arguments.of(route.getKey(), "none", expected(route.getValue(), "none")));
      for (String key :
          List.of("read", "events", "ingest", "all three", "admin", "wrong", "nonsense", "revoked"))
        all.add(Arguments.of(route.getKey(), key, expected(route.getValue(), key)));
    }
    return all.stream();
  }

  /// 0 for "let through".
  private static int expected(String scope, String key) {
    if (scope.equals("public")) return 0;
    return switch (key) {
      case "none", "wrong", "nonsense", "revoked" -> 401;
      case "admin" -> 0;
      case "all three" -> scope.equals("admin") ? 403 : 0;
      default -> key.equals(scope) ? 0 : 403;
    };
  }

  @ParameterizedTest
  @MethodSource("routesAndKeys")
  void eachRouteTakesItsScopeOnly(String route, String key, int refusal) {
    String method = route.substring(0, route.indexOf(' '));
    String path = route.substring(route.indexOf(' ') + 1).replaceAll("[{<][a-z]+[}>]", "nothing");
    for (String header : List.of("Authorization", "X-API-Key")) {
      HttpRequest.Builder request =
          server.request(method, path, method.equals("POST") ? "?" : null);
      String secret = KEYS.get(key);
      if (secret != null)
        request.header(header, header.equals("Authorization") ? "Bearer " + secret : secret);
      HttpResponse<String> response = server.send(request);
      if (refusal == 0) {
        assertThat(response.statusCode()).isNotIn(401, 403).isLessThan(500);
      } else {
        assertThat(response.statusCode()).isEqualTo(refusal);
        failures++;
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
            .startsWith("Bearer realm=");
        if (refusal == 403)
          assertThat(response.body()).contains("\\\"" + TABLE.get(route) + "\\\"");
        assertThat(response.body()).doesNotContain(secret == null ? "kin_" : secret);
      }
    }
  }

  @Test
  void refusesAnotherScheme() {
    var basic = server.request("GET", "/v1/titles", null).header("Authorization", "Basic YTpi");
    assertThat(server.send(basic).statusCode()).isEqualTo(401);
  }

  @Test
  void optionsAndHeadAreNoWayAround() {
    assertThat(server.send("HEAD", "/v1/titles").statusCode()).isEqualTo(401);
    assertThat(server.send("OPTIONS", "/v1/keys").body()).isEmpty();
  }
}
