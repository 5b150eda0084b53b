package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is sent, the answer is a problem that names the place; never a 500.
final class BadInputTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /v1/search | {"query": "a", "user": null} | 400 | /user | unknownField
          POST /v1/search | {"userId": 7} | 400 | /userId | wrongType
          POST /v1/search | {"context": {"region": "Britain"}} | 400 | /context/region | invalidFormat
          POST /v1/search | {"qeury": "a"} | 400 | /qeury | unknownField
          POST /v1/search | {"query": 7} | 400 | /query | wrongType
          POST /v1/search | {"limit": 0} | 400 | /limit | outOfRange
          POST /v1/search | {"limit": 101} | 400 | /limit | outOfRange
          POST /v1/search | {"limit": 1.5} | 400 | /limit | wrongType
          POST /v1/search | {"limit": "20"} | 400 | /limit | wrongType
          POST /v1/search | {"limit": 99999999999999999999} | 400 | /limit | outOfRange
          POST /v1/search | {"diversity": NaN} | 400 | /diversity | invalidJson
          POST /v1/search | {"diversity": 1.01} | 400 | /diversity | outOfRange
          POST /v1/search | {"diversity": 1e999} | 400 | /diversity | outOfRange
          POST /v1/search | {"mode": "HYBRID"} | 400 | /mode | unknownValue
          POST /v1/search | {"explain": "full"} | 400 | /explain | unknownValue
          POST /v1/search | {"highlight": "yes"} | 400 | /highlight | wrongType
          POST /v1/search | {"facets": "genres"} | 400 | /facets | wrongType
          POST /v1/search | {"facets": ["genre"]} | 400 | /facets/0 | unknownField
          POST /v1/search | {"facets": ["year", "popularity"]} | 400 | /facets/1 | notCountable
          POST /v1/search | {"facets": ["year", "year"]} | 400 | /facets/1 | duplicate
          POST /v1/search | {"filter": {"field": "genre", "eq": 1}} | 400 | /filter/field | unknownField
          POST /v1/search | {"filter": {"field": "year", "gte": "x"}} | 400 | /filter/gte | wrongType
          POST /v1/search | {"filter": []} | 400 | /filter | wrongType
          POST /v1/search | {"query": "\\ud800"} | 400 | /query | invalidText
          POST /v1/search | {"query": "a", "query": "b"} | 400 | /query | invalidJson
          POST /v1/search | [] | 400 | '' | wrongType
          POST /v1/search | {"query": | 400 | /query | invalidJson
          POST /v1/search | {} {} | 400 | '' | invalidJson
          POST /v1/search?limit=3 | {} | 400 | ?limit | unknownParameter
          POST /v1/recommendations | {"placement": "front"} | 400 | /placement | unknownValue
          POST /v1/recommendations | {"plcement": "home"} | 400 | /plcement | unknownField
          POST /v1/recommendations | {"limit": 101} | 400 | /limit | outOfRange
          POST /v1/recommendations | {"limit": 0} | 400 | /limit | outOfRange
          POST /v1/recommendations | {"diversity": 1.1} | 400 | /diversity | outOfRange
          POST /v1/recommendations | {"exploration": 0.5} | 400 | /exploration | wrongType
          POST /v1/recommendations | {"history": "a"} | 400 | /history | wrongType
          POST /v1/recommendations | {"history": [7]} | 400 | /history/0 | wrongType
          POST /v1/recommendations | {"history": [{"type": "like"}]} | 400 | /history/0/titleId | required
          POST /v1/recommendations | {"history": [{"titleId": "a", "type": "search"}]} | 400 | /history/0/type | unknownValue
          POST /v1/recommendations | {"history": [{"titleId": "a", "type": "rate"}]} | 400 | /history/0/rating | required
          POST /v1/recommendations | {"history": [{"titleId": "a", "portion": 1.5}]} | 400 | /history/0/portion | outOfRange
          POST /v1/recommendations | {"history": [{"titleId": "a", "timestamp": "now"}]} | 400 | /history/0/timestamp | wrongType
          POST /v1/recommendations | {"like": [{"text": "rain"}]} | 400 | /like | textNotTaken
          POST /v1/recommendations | {"like": [{}]} | 400 | /like/0 | invalidPreference
          POST /v1/recommendations | {"context": {"region": "Narnia"}} | 400 | /context/region | invalidFormat
          POST /v1/recommendations | {"filter": {"field": "genre", "eq": 1}} | 400 | /filter/field | unknownField
          POST /v1/rows | {"placements": ["home", "front"]} | 400 | /placements/1 | unknownValue
          POST /v1/rows | {"placements": ["new", "new"]} | 400 | /placements/1 | duplicate
          POST /v1/rows | {"placement": "home"} | 400 | /placement | unknownField
          PUT /v1/titles/a | {"name": "Her"} | 400 | /kind | required
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "year": 12} | 400 | /year | outOfRange
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "yaer": 2013} | 400 | /yaer | unknownField
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "id": "b"} | 422 | /id | idMismatch
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "year": 2013, "endYear": 2000} | 422 | /endYear | endBeforeStart
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "profile": {"pace": "fast"}} | 400 | /profile/pace | unknownValue
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "profile": {"mood": []}} | 400 | /profile/mood | unknownField
          PUT /v1/titles/a | {"kind": "movie", "name": "Her", "attributes": {"a b": 1}} | 400 | /attributes/a b | invalidName
          PUT /v1/titles/a?refresh=now | {"kind": "movie", "name": "Her"} | 400 | ?refresh | unknownValue
          PUT /v1/titles/%20 | {"kind": "movie", "name": "Her"} | 400 | {id} | invalidId
          POST /v1/titles/a/merge | {} | 400 | /from | required
          POST /v1/titles/a/merge | {"from": 7} | 400 | /from | wrongType
          POST /v1/titles/a/merge | {"from": "\\u0007"} | 400 | /from | invalidId
          POST /v1/titles/a/merge | {"from": "a"} | 422 | /from | sameTitle
          POST /v1/titles/a/merge | {"id": "b"} | 400 | /from | required
          POST /v1/titles/a/split | {"id": "b"} | 400 | '' | unexpectedBody
          POST /v1/keys | {"scopes": ["read"]} | 400 | /name | required
          POST /v1/keys | {"name": "a", "scopes": ["root"]} | 400 | /scopes/0 | unknownValue
          POST /v1/keys | {"name": "a"} | 400 | /scopes | required
          POST /v1/keys | {"name": "a", "scopes": ["read"]} | 422 | /scopes | adminFirst
          POST /v1/keys | {"name": "a", "scopes": ["admin"], "expiresAt": "2020-01-01T00:00:00Z"} | 422 | /expiresAt | inThePast
          POST /v1/keys | {"name": "a", "scopes": ["admin"], "requestsPerMinute": 0} | 400 | /requestsPerMinute | outOfRange
          POST /v1/generations | {"now": true} | 400 | '' | unexpectedBody
          """)
  void namesTheFieldOfABody(String call, String body, int status, String pointer, String code) {
    String[] parts = call.split(" ", 2);
    isProblem(server.send(parts[0], parts[1], body), status, pointer, code);
  }

  @Test
  void namesWhatIsTooLong() {
    String ids = "[" + "\"a\",".repeat(9_999) + "\"a\"]";
    isProblem(
        server.send("POST", "/v1/search", "{\"query\": \"" + "x".repeat(10_000) + "\"}"),
        400,
        "/query",
        "tooLong");
    for (String field : List.of("history", "excludeIds"))
      isProblem(
          server.send("POST", "/v1/recommendations", "{\"" + field + "\": " + ids + "}"),
          400,
          "/" + field,
          "outOfRange");
    String path = "/v1/titles/" + "x".repeat(257);
    isProblem(server.send("PUT", path, "{}"), 400, "{id}", "invalidId");
    isProblem(server.send("GET", "/v1/search?q=" + "x".repeat(10_000)), 400, "?q", "tooLong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/v1/titles?limit=0 ?limit outOfRange",
        "/v1/titles?limit=abc ?limit wrongType",
        "/v1/titles?limit=99999999999 ?limit wrongType",
        "/v1/titles?limit=1&limit=2 ?limit duplicate",
        "/v1/titles?page=2 ?page unknownParameter",
        "/v1/titles?cursor=garbage ?cursor invalidCursor",
        "/v1/titles?cursor=%21%21 ?cursor invalidCursor",
        "/v1/jobs?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA ?cursor invalidCursor",
        "/v1/duplicates?minScore=0.4 ?minScore outOfRange",
        "/v1/duplicates?minScore=high ?minScore wrongType",
        "/v1/duplicates?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA ?cursor invalidCursor",
        "/v1/search?query=a ?query unknownParameter",
        "/v1/search?q=%ff ?q invalidUtf8",
        "/v1/search?diversity=NaN ?diversity wrongType",
        "/v1/search?diversity=2 ?diversity outOfRange",
        "/v1/search?mode=magic ?mode unknownValue",
        "/v1/search?facets=genres,,year ?facets unknownField",
        "/v1/search?facets=genres,genres ?facets duplicate",
        "/v1/search?highlight=1 ?highlight wrongType",
        "/v1/search?filter=%7B ?filter invalidJson",
        "/v1/search?filter=%7B%22field%22:%22genre%22%7D ?filter/field unknownField",
        "/v1/search?region=Britain ?region invalidFormat",
        "/v1/onboarding?region=gb ?region invalidFormat",
        "/v1/titles/a/similar?place=GB ?place unknownParameter",
        "/v1/suggest ?q required",
        "/v1/suggest?q=a&limit=21 ?limit outOfRange",
        "/v1/titles/a/similar?by=audience ?by unknownValue",
        "/v1/titles/a?verbose=1 ?verbose unknownParameter",
      })
  void namesTheQueryParameter(String path, String pointer, String code) {
    isProblem(server.send("GET", path), 400, pointer, code);
  }

  @Test
  void refusesAFilterNestedAThousandDeep() {
    String filter = "{\"not\": ".repeat(1_000) + "{}" + "}".repeat(1_000);
    HttpResponse<String> deep = server.send("POST", "/v1/search", "{\"filter\": " + filter + "}");
    JsonNode error = isProblem(deep, 400).at("/errors/0");
    assertThat(error.get("code").textValue()).isEqualTo("tooDeep");
    assertThat(error.get("pointer").textValue()).startsWith("/filter/not/not/");
  }

  @Test
  void refusesAFilterDeeperThanTheGrammarAllows() {
    String filter = "{\"not\": ".repeat(21) + "{\"field\": \"year\", \"eq\": 1}" + "}".repeat(21);
    isProblem(
        server.send("POST", "/v1/search", "{\"filter\": " + filter + "}"),
        400,
        "/filter" + "/not".repeat(20),
        "tooDeep");
  }

  @Test
  void refusesALargeBodyByItsDeclaredLength() {
    isProblem(server.send("POST", "/v1/search", "x".repeat(10_000_000)), 413);
  }

  @Test
  void refusesALargeBodyWithoutADeclaredLength() {
    byte[] body = new byte[10_000_000];
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    isProblem(server.send(server.request("POST", "/v1/search", "").POST(chunked)), 413);
  }

  @Test
  void saysWhereJsonIsBroken() {
    JsonNode problem = isProblem(server.send("POST", "/v1/search", "{\n  \"query\": oops}"), 400);
    assertThat(problem.get("detail").textValue()).contains("line 2", "column");
  }

  @Test
  void saysWhichByteIsNotUtf8() throws IOException {
    byte[] body = "{\"query\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    String head =
        "POST /v1/search HTTP/1.1\nHost: localhost\nContent-Type: application/json\nConnection: close\nContent-Length: "
            + body.length
            + "\n\n";
    String answer = server.raw(head, body);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"invalidUtf8\"").contains("byte 14");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/titles/a%zzb, badRequest",
    "/v1/titles/a%2, badRequest",
    "/v1/titles/a%00b, badRequest",
    "/v1/titles/a%01b, invalidId",
    "/v1/titles/%c3%28, invalidUtf8",
    "/v1/titles/%ff, invalidUtf8",
    "/v1/titles/%ed%a0%80, invalidUtf8",
    "/v1/%ff, invalidUtf8",
    "/assets/%zz.js, badRequest",
  })
  void refusesABrokenPath(String path, String code) throws IOException {
    String answer =
        server.raw(
            "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n", new byte[0]);
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("problem+json")
        .contains("\"" + code + "\"");
  }

  @Test
  void answersABodyThatEndsTooSoon() throws IOException {
    String head =
        "POST /v1/search HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 100\n\n";
    String answer = server.raw(head, "{\"query\":".getBytes(StandardCharsets.UTF_8));
    assertThat(answer).startsWith("HTTP/1.1 400").contains("incompleteBody");
  }

  @Test
  void answersAnImportThatEndsTooSoon() throws IOException {
    String head =
        "POST /v1/titles/import HTTP/1.1\nHost: localhost\nContent-Type: application/x-ndjson\nContent-Length: 100\n\n";
    String answer = server.raw(head, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(answer).startsWith("HTTP/1.1 400").contains("incompleteBody");
    assertThat(server.imported).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, 415",
    "text/plain, 415",
    "application/json; charset=utf-16, 415",
    "application/json; charset=UTF-8, 200",
    "APPLICATION/JSON, 200",
  })
  void takesOnlyJson(String type, int status) {
    var request = server.request("POST", "/v1/search", "{}").setHeader("Content-Type", type);
    assertThat(server.send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void takesNoCompressedBody() {
    isProblem(
        server.send(server.request("POST", "/v1/search", "{}").header("Content-Encoding", "gzip")),
        415);
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /v1/titles HTTP/9.9', 505",
    "'GET  HTTP/1.1', 505",
    "'G\u0001T / HTTP/1.1', 400",
    "'NONSENSE /v1/titles HTTP/1.1', 405",
    "'TRACE /v1/titles HTTP/1.1', 405",
  })
  void answersABrokenRequestLine(String line, int status) throws IOException {
    String answer = server.raw(line + "\nHost: localhost\nConnection: close\n\n", new byte[0]);
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("problem+json");
    assertThat(answer).contains("\"requestId\"").contains("X-Content-Type-Options: nosniff");
  }

  @Test
  void refusesALongAddress() throws IOException {
    String line = "GET /v1/search?q=" + "x".repeat(40_000) + " HTTP/1.1\nHost: localhost\n\n";
    assertThat(server.raw(line, new byte[0])).startsWith("HTTP/1.1 414").contains("\"uriTooLong\"");
  }

  @Test
  void refusesLargeHeaders() throws IOException {
    String head =
        "GET /v1/titles HTTP/1.1\nHost: localhost\nX-Large: " + "x".repeat(40_000) + "\n\n";
    assertThat(server.raw(head, new byte[0]))
        .startsWith("HTTP/1.1 431")
        .contains("\"headersTooLarge\"");
  }

  @Test
  void refusesAWebSocket() throws IOException {
    String head =
        "GET /v1/titles HTTP/1.1\nHost: localhost\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\n\n";
    assertThat(server.raw(head, new byte[0])).startsWith("HTTP/1.1 404").contains("problem+json");
  }

  private static JsonNode isProblem(
      HttpResponse<String> response, int status, String pointer, String code) {
    JsonNode error = isProblem(response, status).at("/errors/0");
    assertThat(error.at("/pointer").asText()).isEqualTo(pointer);
    assertThat(error.at("/code").asText()).isEqualTo(code);
    return error;
  }

  private static JsonNode isProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.CONTENT_TYPE);
    JsonNode problem = Json.parse(response.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("requestId").textValue())
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(problem.get("detail").textValue()).isNotBlank();
    return problem;
  }
}
