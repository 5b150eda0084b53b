package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events and users over HTTP.
final class EventRoutesTest {
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
    title("her", "Drama");
    title("saw", "Horror");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachEventHasItsOutcome() {
    String events =
        "[%s, %s, %s, %s]"
            .formatted(
                event("1", "like", "her", ""),
                event("1", "like", "her", ""),
                event("2", "like", "nowhere", ""),
                event("3", "progress", "her", ", \"portion\": 1.5"));

    JsonNode answer = taken(server.send("POST", "/v1/events", events));

    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.get("duplicates").asInt()).isEqualTo(1);
    assertThat(answer.get("rejected")).hasSize(2);
    assertThat(answer.at("/rejected/0/index").asInt()).isEqualTo(2);
    assertThat(answer.at("/rejected/0/code").asText()).isEqualTo("unknownTitle");
    assertThat(answer.at("/rejected/1/index").asInt()).isEqualTo(3);
    assertThat(answer.at("/rejected/1/code").asText()).isEqualTo("outOfRange");
    assertThat(answer.at("/rejected/1/detail").asText()).contains("/portion", "0.0..1.0", "1.5");
    assertThat(server.viewers.feedback.events().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknownValue|{`type`: `watch`}",
        "required|{`type`: `hover`}",
        "outOfRange|{`type`: `hover`, `durationMs`: -5}",
        "outOfRange|{`type`: `rate`, `value`: 6}",
        "outOfRange|{`type`: `rate`, `value`: 1, `scale`: 0}",
        "required|{`type`: `progress`}",
        "outOfRange|{`type`: `play`, `positionSec`: -1}",
        "unknownField|{`type`: `like`, `portion`: 0.5}",
        "unknownField|{`type`: `search`, `query`: `x`, `titleId`: `her`}",
        "invalidFormat|{`type`: `like`, `timestamp`: `yesterday`}",
        "outOfRange|{`type`: `like`, `timestamp`: `1969-12-31T23:59:59Z`}",
        "wrongType|{`type`: `like`, `userId`: 7}",
        "reservedUser|{`type`: `like`, `userId`: `simulated:0001`}",
        "outOfRange|{`type`: `like`, `position`: 0}",
        "invalidFormat|{`type`: `like`, `context`: {`region`: `Britain`}}",
        "blank|{`type`: `like`, `id`: ` `}",
      })
  void aBadEventIsRefusedAloneWithItsReason(String code, String fields) {
    ObjectNode event = (ObjectNode) Json.parse(event("x", "like", "her", ""));
    event.setAll((ObjectNode) Json.parse(fields.replace('`', '"')));

    JsonNode answer =
        taken(
            server.send(
                "POST",
                "/v1/events",
                "[" + Json.write(event) + "," + event("ok", "like", "her", "") + "]"));

    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejected/0/code").asText()).as(answer.toString()).isEqualTo(code);
  }

  @Test
  void theFutureIsRefusedBeyondTheSkewOfClocks() {
    Instant now = Instant.now();
    String soon = event("1", "like", "her", "", now.plus(4, ChronoUnit.MINUTES));
    String later = event("2", "like", "her", "", now.plus(6, ChronoUnit.MINUTES));

    JsonNode answer = taken(server.send("POST", "/v1/events", "[" + soon + "," + later + "]"));

    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejected/0/code").asText()).isEqualTo("fromTheFuture");
  }

  @Test
  void linesAreTakenAndABrokenOneCostsItselfOnly() {
    String body =
        event("1", "like", "her", "") + "\n{\"id\": \n\n" + event("2", "play", "her", "") + "\n";

    JsonNode answer =
        taken(
            server.send(
                server
                    .request("POST", "/v1/events", body)
                    .setHeader("Content-Type", "application/x-ndjson")));

    assertThat(answer.get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.at("/rejected/0/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/rejected/0/code").asText()).isEqualTo("invalidJson");
  }

  @Test
  void tooManyEventsAreRefusedWhole() {
    HttpResponse<String> thousand = server.send("POST", "/v1/events", likes(1_000));
    assertThat(taken(thousand).get("accepted").asInt()).isEqualTo(1_000);

    HttpResponse<String> tenThousand = server.send("POST", "/v1/events", likes(10_000));
    assertThat(tenThousand.statusCode()).isEqualTo(413);
    assertThat(tenThousand.body()).contains("tooManyEvents", "1000", "10000");
    HttpResponse<String> large =
        server.send("POST", "/v1/events", "[" + " ".repeat(EventRoutes.MAX_BYTES) + "]");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(server.send("POST", "/v1/events", "{}").statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/v1/events", "[1").statusCode()).isEqualTo(400);
    assertThat(taken(server.send("POST", "/v1/events", "[]")).get("accepted").asInt()).isZero();
    assertThat(server.viewers.feedback.events().count()).isEqualTo(1_000);
  }

  @Test
  void anEventIsInTheNextTasteWithItsReason() {
    server.send("POST", "/v1/events", "[" + event("1", "like", "her", "") + "]");
    JsonNode first = taste();
    assertThat(first.at("/genres/0/name").asText()).isEqualTo("Drama");
    assertThat(first.at("/genres/0/because/0/titleId").asText()).isEqualTo("her");
    assertThat(first.get("text").asText()).startsWith("Likes Drama");

    server.send("POST", "/v1/events", "[" + event("2", "dislike", "saw", "") + "]");
    JsonNode second = taste();
    assertThat(second.get("text").asText()).endsWith("Does not like Horror.");
    assertThat(second.at("/genres/0/name").asText()).isEqualTo("Horror");
    assertThat(second.at("/genres/0/score").asDouble()).isNegative();
    assertThat(second.get("historyTitles").asInt()).isEqualTo(2);
  }

  @Test
  void aUserIsPutReadExportedAndErased() {
    String user = "{\"region\": \"GB\", \"maxAge\": 12, \"blocked\": {\"titles\": [\"none yet\"]}}";
    assertThat(server.send("PUT", "/v1/users/ann", user).statusCode()).isEqualTo(201);
    assertThat(server.send("PUT", "/v1/users/ann", user).statusCode()).isEqualTo(200);
    String like = event("1", "rate", "her", ", \"value\": 4, \"scale\": 5.0, \"sessionId\": \"s\"");
    server.send("POST", "/v1/events", "[" + like + "]");

    assertThat(server.send("GET", "/v1/users/ann").body()).contains("\"maxAge\":12", "none yet");
    JsonNode export = Json.parse(server.send("GET", "/v1/users/ann/export").body());
    assertThat(export.at("/user/region").asText()).isEqualTo("GB");
    assertThat(export.get("events")).hasSize(1);
    JsonNode again = taken(server.send("POST", "/v1/events", Json.write(export.get("events"))));
    assertThat(again.get("duplicates").asInt()).isEqualTo(1);
    assertThat(export.at("/events/0/sessionId").asText()).isEqualTo("s");

    assertThat(server.send("DELETE", "/v1/users/ann").statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", "/v1/users/ann").statusCode()).isEqualTo(404);
    assertThat(server.send("GET", "/v1/users/ann").statusCode()).isEqualTo(404);
    assertThat(server.send("GET", "/v1/users/ann/taste").statusCode()).isEqualTo(404);
    assertThat(server.viewers.feedback.events().count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/maxAge|{\"maxAge\": 22}",
        "/birthYear|{\"birthYear\": 1899}",
        "/region|{\"region\": \"gb\"}",
        "/locale|{\"locale\": \"en_GB\"}",
        "/age|{\"age\": 3}",
        "/blocked/titles/0|{\"blocked\": {\"titles\": [\" x\\u0007\"]}}",
        "/blocked/genre|{\"blocked\": {\"genre\": []}}",
      })
  void aBadUserIsRefusedWithThePointer(String pointer, String user) {
    HttpResponse<String> response = server.send("PUT", "/v1/users/ann", user);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.parse(response.body()).at("/errors/0/pointer").asText()).isEqualTo(pointer);
  }

  private JsonNode taste() {
    return RunningServer.json(server.send("GET", "/v1/users/ann/taste"));
  }

  private void title(String id, String genre) {
    server.send(
        "PUT",
        "/v1/titles/" + id,
        "{\"kind\": \"movie\", \"name\": \"%s\", \"genres\": [\"%s\"]}".formatted(id, genre));
  }

  private static JsonNode taken(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return RunningServer.json(response);
  }

  private static String likes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> event("like-" + i, "like", "her", ""))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String event(String id, String type, String title, String more) {
    return event(id, type, title, more, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static String event(String id, String type, String title, String more, Instant at) {
    return String.format(
        Locale.ROOT,
        "{\"id\": \"%s\", \"type\": \"%s\", \"userId\": \"ann\", \"titleId\": \"%s\", \"timestamp\": \"%s\"%s}",
        id,
        type,
        title,
        at,
        more);
  }
}
