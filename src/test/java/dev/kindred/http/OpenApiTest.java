package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds `openapi.yaml` against the server that runs.
final class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
  private RunningServer server;
  private JsonNode document;

  @BeforeEach
  void start() {
    server = new RunningServer();
    document = Json.parse(server.send("GET", "/openapi.json").body());
    server.send("PUT", "/v1/titles/a", "{\"kind\": \"movie\", \"name\": \"A\"}");
    server.send("PUT", "/v1/titles/s42", "{\"kind\": \"movie\", \"name\": \"A\", \"year\": 2001}");
    server.send("POST", "/v1/generations", "{}");
    server.send("PUT", "/v1/users/bob", "{\"maxAge\": 12}");
    server.send(
        "POST",
        "/v1/events",
        """
        [{"id": "1", "type": "like", "userId": "bob", "titleId": "a", "timestamp": "2026-01-01T00:00:00Z"}]\
        """);
    RunningServer.backups(Path.of("LICENSE")).forEach(b -> server.backups.put(b.id(), b));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    operations().forEach((name, operation) -> described.add(name));
    Set<String> served = new TreeSet<>();
    for (Route route : server.server.routes()) {
      if (route.kind() == Route.Kind.API) served.add(route.method().name() + " " + route.path());
    }
    assertThat(described).isEqualTo(served);
  }

  @Test
  void namesTheScopeOfEveryRoute() {
    Map<String, JsonNode> operations = operations();
    for (Route route : server.server.routes()) {
      if (route.kind() != Route.Kind.API) continue;
      JsonNode operation =
          operations.getOrDefault(
              route.method().name() + " " + route.path(), MissingNode.getInstance());
      if (route.scope() == null) {
        assertThat(operation.get("security").isEmpty()).as(route.path()).isTrue();
      } else {
        assertThat(operation.get("description").textValue())
            .startsWith("Scope `" + Json.name(route.scope()) + "`.");
        assertThat(operation.get("responses").has("401")).isTrue();
        assertThat(operation.get("responses").has("403")).isTrue();
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : document.findValues("$ref"))
      assertThat(document.at(reference.textValue().substring(1)).isMissingNode())
          .as(reference.textValue())
          .isFalse();
  }

  @Test
  void everyPathParameterIsDeclared() {
    document
        .get("paths")
        .properties()
        .forEach(path -> {
          if (!path.getKey().contains("{id}")) return;
          JsonNode parameter = resolved(path.getValue().at("/parameters/0"));
          assertThat(parameter.get("name").textValue()).isEqualTo("id");
          assertThat(parameter.get("in").textValue()).isEqualTo("path");
        });
  }

  @Test
  void everyRequestExampleIsTaken() {
    List<String> sent = new ArrayList<>();
    String secret = server.key(Scope.ADMIN);
    operations()
        .forEach((name, operation) ->
            operation
                .at("/requestBody/content")
                .properties()
                .forEach(type ->
                    type.getValue()
                        .path("examples")
                        .properties()
                        .forEach(example -> {
                          JsonNode value = example.getValue().get("value");
                          String body = value.isTextual() ? value.textValue() : Json.write(value);
                          HttpRequest.Builder request =
                              request(name, body)
                                  .setHeader("Content-Type", type.getKey())
                                  .header("X-API-Key", secret);
                          HttpResponse<String> response = server.send(request);
                          assertThat(response.statusCode())
                              .as(name + " " + example.getKey() + response.body())
                              .isBetween(200, 202);
                          matches(name, response);
                          sent.add(name + " " + example.getKey());
                        })));
    assertThat(sent).hasSize(17);
  }

  @Test
  void everyResponseExampleFitsItsSchema() {
    int checked = 0;
    List<JsonNode> media = new ArrayList<>();
    document.at("/components/responses").forEach(r -> r.path("content").forEach(media::add));
    operations()
        .values()
        .forEach(o -> o.get("responses").forEach(r -> r.path("content").forEach(media::add)));
    for (JsonNode one : media) {
      if (!one.has("example")) continue;
      fits(one.get("example"), one.get("schema"), "example");
      checked++;
    }
    assertThat(checked).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/titles|/v1/titles?limit=1",
        "GET /v1/titles/{id}|/v1/titles/a",
        "GET /v1/titles/{id}/similar|/v1/titles/a/similar?by=feel&limit=5&diversity=0.5&filter=%7B%22field%22:%22genres%22,%22eq%22:%22Drama%22%7D",
        "GET /v1/search|/v1/search?q=lonely+robots&facets=genres,decade&mode=hybrid&diversity=1&highlight=false&explain=reasons&limit=100&filter=%7B%22field%22:%22year%22,%22gte%22:2000%7D",
        "GET /v1/suggest|/v1/suggest?q=bla&limit=3",
        "GET /v1/suggest|/v1/suggest?q=bla&userId=bob&region=GB",
        "GET /v1/search|/v1/search?q=bla&userId=bob&region=Britain",
        "GET /v1/titles/{id}/similar|/v1/titles/a/similar?userId=bob&region=GB",
        "GET /v1/users/{id}|/v1/users/bob",
        "GET /v1/users/{id}/export|/v1/users/bob/export",
        "GET /v1/users/{id}/taste|/v1/users/bob/taste",
        "DELETE /v1/users/{id}|/v1/users/bob",
        "GET /v1/users/{id}|/v1/users/nobody",
        "GET /v1/users/{id}/export|/v1/users/nobody/export",
        "GET /v1/users/{id}/taste|/v1/users/nobody/taste",
        "DELETE /v1/users/{id}|/v1/users/nobody",
        "GET /v1/recommendations/{id}/next|/v1/recommendations/r-1/next?limit=3",
        "GET /v1/recommendations/{id}/next|/v1/recommendations/none/next",
        "GET /v1/recommendations/{id}/next|/v1/recommendations/r-1/next?cursor=x",
        "GET /v1/onboarding|/v1/onboarding?limit=5&userId=bob",
        "GET /v1/onboarding|/v1/onboarding?limit=4",
        "GET /v1/jobs|/v1/jobs?limit=1",
        "GET /v1/jobs/{id}|/v1/jobs/job-1",
        "DELETE /v1/jobs/{id}|/v1/jobs/job-1",
        "GET /v1/generations|/v1/generations",
        "POST /v1/generations|/v1/generations",
        "POST /v1/generations|/v1/generations?force=true",
        "GET /v1/generations/{id}|/v1/generations/g1",
        "POST /v1/generations/prune|/v1/generations/prune?keep=2",
        "POST /v1/generations/{id}/activate|/v1/generations/g1/activate",
        "GET /v1/export|/v1/export",
        "POST /v1/backups|/v1/backups?vectors=true",
        "GET /v1/backups|/v1/backups",
        "GET /v1/backups/{id}|/v1/backups/kindred-20261126T100000-000",
        "DELETE /v1/backups/{id}|/v1/backups/kindred-20261126T100000-000",
        "GET /v1/backups/{id}|/v1/backups/none",
        "DELETE /v1/backups/{id}|/v1/backups/none",
        "GET /v1/keys|/v1/keys",
        "GET /v1/duplicates|/v1/duplicates?limit=1&minScore=0.5",
        "POST /v1/titles/{id}/split|/v1/titles/a/split",
        "DELETE /v1/titles/{id}|/v1/titles/a?refresh=wait",
        "GET /health/live|/health/live",
        "GET /health/ready|/health/ready",
        "GET /metrics|/metrics",
        "GET /openapi.json|/openapi.json",
        "GET /docs|/docs",
        "GET /v1/titles|/v1/titles?limit=0",
        "GET /v1/jobs/{id}|/v1/jobs/none",
        "POST /v1/generations/{id}/activate|/v1/generations/none/activate",
        "GET /v1/generations/{id}|/v1/generations/none",
        "POST /v1/generations/prune|/v1/generations/prune",
        "DELETE /v1/keys/{id}|/v1/keys/none",
      })
  void everyAnswerIsDescribed(String name, String address) {
    String method = name.substring(0, name.indexOf(' '));
    matches(name, server.send(method, address));
  }

  @Test
  void aFailedReadinessIsDescribed() {
    server.ready = false;
    HttpResponse<String> response = server.send("GET", "/health/ready");
    assertThat(response.statusCode()).isEqualTo(503);
    matches("GET /health/ready", response);
  }

  /// The answer's status, type and shape are among those described.
  private void matches(String name, HttpResponse<String> response) {
    JsonNode described =
        operations()
            .getOrDefault(name, MissingNode.getInstance())
            .path("responses")
            .path(Integer.toString(response.statusCode()));
    assertThat(described.isObject()).as(name + " " + response.statusCode()).isTrue();
    JsonNode content = resolved(described).path("content");
    if (response.body().isEmpty()) {
      assertThat(content.isMissingNode()).isTrue();
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0];
    assertThat(content.has(type)).as(name + " " + type).isTrue();
    JsonNode schema = content.get(type).get("schema");
    if (type.endsWith("json") && !type.endsWith("ndjson"))
      fits(Json.parse(response.body()), schema, name);
  }

  /// A small structural check: every name is described, what is required is there, types agree,
  /// closed choices hold. Of alternatives the first whose type agrees is taken.
  private void fits(JsonNode value, JsonNode given, String at) {
    JsonNode schema = resolved(given);
    if (schema.has("oneOf")) {
      List<AssertionError> refused = new ArrayList<>();
      for (JsonNode alternative : schema.get("oneOf")) {
        try {
          fits(value, alternative, at);
          return;
        } catch (AssertionError e) {
          refused.add(e);
        }
      }
      throw new AssertionError(at + " fits none of the alternatives: " + refused);
    }
    if (schema.has("type")) assertThat(types(schema)).as(at).contains(typeOf(value));
    if (schema.has("enum")) assertThat(schema.get("enum")).as(at).contains(value);
    if (schema.has("const")) assertThat(value).as(at).isEqualTo(schema.get("const"));
    if (value.isArray() && schema.has("items"))
      for (JsonNode item : value) fits(item, schema.get("items"), at + "[]");
    if (!value.isObject()) return;
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    collect(schema, properties, required);
    for (String name : required) assertThat(value.has(name)).as(at + "." + name).isTrue();
    if (properties.isEmpty() && !schema.has("additionalProperties")) return;
    value
        .properties()
        .forEach(field -> {
          JsonNode property = properties.get(field.getKey());
          if (property == null) property = schema.get("additionalProperties");
          assertThat(property).as(at + "." + field.getKey() + " is not described").isNotNull();
          fits(field.getValue(), property, at + "." + field.getKey());
        });
  }

  private void collect(JsonNode given, Map<String, JsonNode> properties, Set<String> required) {
    JsonNode schema = resolved(given);
    schema.path("allOf").forEach(part -> collect(part, properties, required));
    schema.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    schema.path("required").forEach(name -> required.add(name.textValue()));
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.get("type");
    if (type.isTextual()) types.add(type.textValue());
    else type.forEach(t -> types.add(t.textValue()));
    if (types.contains("number")) types.add("integer");
    return types;
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) found = document.at(found.get("$ref").textValue().substring(1));
    return found;
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (METHODS.contains(operation.getKey()))
                    operations.put(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        operation.getValue());
                }));
    return operations;
  }

  private HttpRequest.Builder request(String name, String body) {
    String path = name.substring(name.indexOf(' ') + 1).replace("{id}", "example");
    return server.request(name.substring(0, name.indexOf(' ')), path, body);
  }
}
