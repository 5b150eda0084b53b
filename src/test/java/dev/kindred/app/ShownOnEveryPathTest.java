package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.recommendation.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a viewer may not be shown, on every route of the running service that answers with titles
/// for somebody. A route that is added stands in one of the two tables here, or the test fails.
@Timeout(120)
final class ShownOnEveryPathTest {
  private static final String SHY = "shy";
  private static final String BOLD = "bold";

  /// Routes of the scope `read` that answer no titles to be watched, and why.
  private static final Map<String, String> FOR_NO_VIEWER =
      Map.of(
          "GET /v1/titles", "walks the catalogue",
          "GET /v1/titles/{id}", "says what is known of a title that the caller names",
          "GET /v1/users/{id}", "what was put",
          "GET /v1/users/{id}/taste", "what the viewer did");

  /// Why the shy viewer may not see a title, with what makes it so. Each is among the best known
  /// titles there are, and again one that few know.
  private static final Map<String, String> FORBIDDEN =
      Map.of(
          "blocked", "\"maturity\": {\"label\": \"PG\"}",
          "person", "\"maturity\": {\"label\": \"PG\"}, " + people("Nora Blocked"),
          "genre", "\"maturity\": {\"label\": \"PG\"}, \"genres\": [\"Heist\", \"Horror\"]",
          "adult", "\"maturity\": {\"label\": \"House 16\"}",
          "unrated", "\"runtimeMinutes\": 90",
          "abroad",
              "\"maturity\": {\"label\": \"PG\"}, \"availability\": [{\"regions\": [\"US\"]}]");

  private static final String LIMITS =
      """
      {"region": "GB", "maxAge": 12,
       "blocked": {"titles": ["blocked-star", "blocked-gem"], "people": ["Nora Blocked"], "genres": ["Horror"]}}\
      """;

  private static final Map<String, List<Asking>> FOR_A_VIEWER = new LinkedHashMap<>();

  /// @param body empty for none; `$USER` stands for the viewer's id
  private record Asking(String method, String path, String body) {
    static Asking get(String path) {
      return new Asking("GET", path, "");
    }

    static Asking post(String path, String body) {
      return new Asking("POST", path, body);
    }

    Asking by(String user) {
      return new Asking(method, path.replace("$USER", user), body.replace("$USER", user));
    }
  }

  static {
    FOR_A_VIEWER.put(
        "POST /v1/search",
        List.of(
            search("\"query\": \"bread heist\""),
            search("\"query\": \"bread heist\", \"mode\": \"lexical\""),
            search("\"query\": \"bread heist\", \"mode\": \"vector\""),
            search("\"query\": \"\""),
            search("\"query\": \"something like Pigeon Seed\""),
            search("\"query\": \"Pigeon adult\""),
            search("\"like\": [{\"genre\": \"Heist\"}]")));
    FOR_A_VIEWER.put(
        "GET /v1/search", List.of(Asking.get("/v1/search?q=bread+heist&limit=100&userId=$USER")));
    FOR_A_VIEWER.put(
        "GET /v1/titles/{id}/similar",
        List.of(similar("auto"), similar("story"), similar("feel"), similar("people")));
    FOR_A_VIEWER.put(
        "GET /v1/suggest", List.of(Asking.get("/v1/suggest?q=Pigeon&limit=20&userId=$USER")));
    List<Asking> lists = new ArrayList<>();
    for (Placement placement : Placement.values())
      lists.add(
          Asking.post(
              "/v1/recommendations",
              "{\"placement\": \"%s\", \"userId\": \"$USER\", \"limit\": 100}"
                  .formatted(Json.name(placement))));
    FOR_A_VIEWER.put("POST /v1/recommendations", lists);
    FOR_A_VIEWER.put(
        "POST /v1/rows",
        List.of(Asking.post("/v1/rows", "{\"userId\": \"$USER\", \"limit\": 50}")));
    FOR_A_VIEWER.put(
        "GET /v1/onboarding", List.of(Asking.get("/v1/onboarding?userId=$USER&limit=8")));
    FOR_A_VIEWER.put("GET /v1/recommendations/{id}/next", List.of()); // of lists decided before
  }

  private static Asking search(String what) {
    return Asking.post(
        "/v1/search",
        "{" + what + ", \"userId\": \"$USER\", \"limit\": 100, \"explain\": \"reasons\"}");
  }

  private static Asking similar(String by) {
    return Asking.get("/v1/titles/seed/similar?limit=100&by=" + by + "&userId=$USER");
  }

  @TempDir private static Path data;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    Path settings = data.resolve("kindred.yaml");
    Files.writeString(settings, "viewer: {maturity: {House 16: 16}}");
    service =
        Service.start(
            Settings.load(settings, Map.of("KINDRED_SERVER_PORT", "0")),
            DataFolder.at(data),
            BundledCatalogue.of(data),
            Progress.SILENT);
    title("seed", "Pigeon Seed", 10, "\"maturity\": {\"label\": \"G\"}, \"genres\": [\"Birds\"]");
    FORBIDDEN.forEach((why, made) -> {
      title(why + "-star", "Pigeon " + why, 1_000_000, made);
      title(why + "-gem", "Gem of " + why, 100, made);
    });
    title("fine-star", "Pigeon fine", 900_000, "\"maturity\": {\"label\": \"PG\"}");
    title("fine-gem", "Gem of fine", 90, "\"maturity\": {\"label\": \"PG\"}");
    put("/v1/titles/last?refresh=wait", "{\"kind\": \"movie\", \"name\": \"Last\"}");
    put("/v1/users/" + SHY, LIMITS);
    put("/v1/users/" + BOLD, "{\"region\": \"US\"}");
    for (String user : List.of(SHY, BOLD, "late")) watches(user);
  }

  private static void title(String id, String name, int votes, String more) {
    ObjectNode title =
        (ObjectNode)
            Json.parse(
                """
                {"kind": "movie", "name": "%s", "year": 2026, "rating": {"average": 9, "count": %d},
                 "genres": ["Heist"], "synopsis": "Plans the heist of all the bread in the city of %s."}\
                """
                    .formatted(name, votes, id));
    title.setAll((ObjectNode) Json.parse("{" + people("Ada Shared") + "}"));
    title.setAll((ObjectNode) Json.parse("{" + more + "}"));
    put("/v1/titles/" + id, Json.write(title));
  }

  private static String people(String second) {
    return "\"people\": [{\"name\": \"Ada Shared\", \"role\": \"director\"}, {\"name\": \"%s\", \"role\": \"cast\"}]"
        .formatted(second);
  }

  /// Two to their ends, of the others the beginning.
  private static void watches(String user) {
    List<String> events = new ArrayList<>();
    for (String why : FORBIDDEN.keySet())
      events.add(event(user, why + "-star", "progress", 0.4, events.size()));
    events.add(event(user, "fine-star", "progress", 0.4, 20));
    events.add(event(user, "adult-gem", "complete", 1, 21));
    events.add(event(user, "seed", "complete", 1, 22));
    JsonNode told = send(Asking.post("/v1/events", "[" + String.join(",", events) + "]"));
    assertThat(told.get("accepted").asInt()).isEqualTo(events.size());
  }

  private static String event(String user, String title, String type, double portion, int minute) {
    return """
    {"id": "%1$s-%2$s", "type": "%3$s", "userId": "%1$s", "titleId": "%2$s", "portion": %4$s,
     "timestamp": "2026-11-01T20:%5$02d:00Z"}\
    """
        .formatted(user, title, type, portion, minute);
  }

  @AfterAll
  static void stop() {
    service.close();
    CLIENT.close();
  }

  @Test
  void everyRouteThatAnswersTitlesIsKnownHere() {
    Set<String> routes = new TreeSet<>();
    send(Asking.get("/openapi.json"))
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (operation.getValue().path("description").asText().startsWith("Scope `read`"))
                    routes.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }));
    Set<String> known = new TreeSet<>(FOR_NO_VIEWER.keySet());
    known.addAll(FOR_A_VIEWER.keySet());
    assertThat(routes).isEqualTo(known);
  }

  @Test
  void noRouteShowsWhatTheViewerMayNotSee() {
    FOR_A_VIEWER.forEach((route, askings) -> {
      Set<String> others = new TreeSet<>();
      for (Asking asking : askings) {
        assertThat(forbidden(send(asking.by(SHY)))).as(asking.toString()).isEmpty();
        others.addAll(forbidden(send(asking.by(BOLD))));
      }
      if (!askings.isEmpty()) assertThat(others).as("shown to others: " + route).isNotEmpty();
    });
  }

  @Test
  void laterPagesHoldWhatCameToBeForbiddenSince() {
    put("/v1/users/late", "{\"region\": \"US\"}");
    List<Asking> later = new ArrayList<>();
    Asking list =
        Asking.post(
            "/v1/recommendations",
            "{\"placement\": \"similar\", \"userId\": \"late\", \"limit\": 1}");
    String id = send(list).get("recommendationId").asText();
    later.add(Asking.get("/v1/recommendations/" + id + "/next?limit=100"));
    String search = "/v1/search?q=heist&userId=late&limit=";
    later.add(Asking.get(search + "100&cursor=" + cursor(search + 1)));
    String similar = "/v1/titles/seed/similar?userId=late&limit=";
    later.add(Asking.get(similar + "100&cursor=" + cursor(similar + 1)));
    for (Asking page : later) assertThat(forbidden(send(page))).as(page.path()).isNotEmpty();
    put("/v1/users/late", LIMITS);
    for (Asking page : later) assertThat(forbidden(send(page))).as(page.path()).isEmpty();
  }

  @Test
  void theRegionOfTheRequestGoesBeforeTheUsers() {
    String like =
        "{\"placement\": \"similar\", \"like\": [{\"titleId\": \"seed\"}], \"limit\": 100";
    String search = "/v1/search?q=heist&limit=100";
    for (Asking there :
        List.of(
            Asking.get(search + "&region=US&userId=nobody"),
            Asking.get(search + "&region=US"),
            Asking.get(search + "&userId=" + BOLD),
            Asking.get(search),
            Asking.get("/v1/onboarding?region=US"),
            Asking.post("/v1/recommendations", like + ", \"context\": {\"region\": \"US\"}}"),
            Asking.post(
                "/v1/recommendations",
                like + ", \"userId\": \"nobody\", \"context\": {\"region\": \"US\"}}")))
      assertThat(forbidden(send(there))).as(there.toString()).contains("abroad-star");
    for (Asking elsewhere :
        List.of(
            Asking.get(search + "&region=GB&userId=" + BOLD),
            Asking.get(search + "&userId=nobody"),
            Asking.get("/v1/onboarding"),
            Asking.get("/v1/onboarding?region=GB"),
            Asking.post("/v1/recommendations", like + "}"),
            Asking.post("/v1/recommendations", like + ", \"context\": {\"region\": \"GB\"}}")))
      assertThat(forbidden(send(elsewhere)))
          .as(elsewhere.toString())
          .contains("adult-star")
          .doesNotContain("abroad-star");
  }

  /// Titles that are not for the shy viewer, anywhere in an answer but in how it read the query.
  private static Set<String> forbidden(JsonNode answer) {
    if (answer instanceof ObjectNode object) object.remove("interpretation");
    String text = answer.toString();
    Set<String> found = new TreeSet<>();
    for (String why : FORBIDDEN.keySet())
      for (String id : List.of(why + "-star", why + "-gem"))
        if (text.contains('"' + id + '"')) found.add(id);
    return found;
  }

  private static String cursor(String path) {
    return URLEncoder.encode(
        send(Asking.get(path)).get("nextCursor").asText(), StandardCharsets.UTF_8);
  }

  private static void put(String path, String body) {
    send(new Asking("PUT", path, body));
  }

  private static JsonNode send(Asking asking) {
    try {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(service.address() + asking.path()))
                  .header("Content-Type", "application/json")
                  .method(
                      asking.method(),
                      asking.body().isEmpty()
                          ? BodyPublishers.noBody()
                          : BodyPublishers.ofString(asking.body()))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(asking + response.body()).isBetween(200, 202);
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
