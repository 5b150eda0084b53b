package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.access.Access;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.TitleId;
import dev.kindred.config.Settings;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.http.HttpOptions;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.simulation.World;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import dev.kindred.testing.Events;
import dev.kindred.testing.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole service as it is shipped, embedding model included, over HTTP. The first start is made
/// once; each test starts on a copy of what it left.
@Timeout(120)
final class ServiceTest {
  private static final BundledCatalogue BUNDLED = BundledCatalogue.of(Path.of(""));
  private static final String ZEPPELIN =
      """
      {"kind": "movie", "name": "Zeppelin Postmen", "synopsis": "Two postmen cross the ocean by airship."}\
      """;
  private static final Settings SETTINGS = onFreePort("127.0.0.1");

  @TempDir private static Path afterFirstStart;
  private static List<String> firstSteps = List.of();
  private static long firstTitles;
  private static int firstAudience;

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void startForTheFirstTime() {
    Steps steps = new Steps();
    try (Service service =
        Service.start(SETTINGS, DataFolder.at(afterFirstStart), BUNDLED, steps)) {
      firstTitles = service.titles();
      firstAudience = service.simulated();
    }
    firstSteps = List.copyOf(steps.started);
  }

  @Test
  void theFirstStartServesTheBundledTitles() throws Exception {
    try (Stream<String> lines = Files.lines(BUNDLED.titles())) {
      assertThat(firstTitles).isEqualTo(lines.count()).isEqualTo(817);
    }
    assertThat(firstSteps)
        .contains("loading the bundled titles", "indexing titles", "simulating an audience");
    assertThat(firstAudience).isEqualTo(World.DEFAULT.viewers());
  }

  @Test
  void theSimulatedAudienceIsGoneWithTheFirstRealEvent() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      assertThat(simulatedViewer(service)).isEqualTo(200);
      String event =
          """
          [{"id": "1", "type": "like", "userId": "ann", "titleId": "heat-1995",
            "timestamp": "2026-11-20T20:00:00Z"}]
          """;
      assertThat(send(service, "POST", "/v1/events", event).statusCode()).isEqualTo(202);
      assertThat(simulatedViewer(service)).isEqualTo(404);
    }
    try (Service service = start(new Steps())) {
      assertThat(service.simulated()).isZero();
      assertThat(simulatedViewer(service)).isEqualTo(404);
      assertThat(send(service, "GET", "/v1/users/ann", "").statusCode()).isEqualTo(200);
    }
  }

  private int simulatedViewer(Service service) throws Exception {
    return send(service, "GET", "/v1/users/simulated:0001", "").statusCode();
  }

  @Test
  void whatAnotherProcessRecordsIsInTheTasteWithinSeconds() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps());
        EventDatabase other = EventDatabase.open(data);
        Database titles = Database.open(data)) {
      assertThat(send(service, "PUT", "/v1/users/ann", "{}").statusCode()).isEqualTo(201);
      assertThat(Json.parse(taste(service)).get("genres")).isEmpty();
      TitleId heat = new TitleId("heat-1995");
      Event told = Events.of(EventType.LIKE).by("ann").on(heat.value()).build();
      StoredEvent event = StoredEvent.of(told, titles.titles().key(heat).orElseThrow());
      var _ = other.events().record(List.of(event), EventStore.Urgency.MASS).join();
      while (Json.parse(taste(service)).get("genres").isEmpty())
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private String taste(Service service) throws Exception {
    return send(service, "GET", "/v1/users/ann/taste", "").body();
  }

  @Test
  void theSecondStartBuildsNothingAndKeepsWhatWasWritten() throws Exception {
    Folders.copy(afterFirstStart, data);
    String generation;
    try (Service service = start(new Steps())) {
      generation = active(service);
      assertThat(put(service, "zeppelin", ZEPPELIN)).isEqualTo(201);
      assertThat(found(service, "Zeppelin Postmen")).contains("zeppelin");
    }
    Steps steps = new Steps();
    try (Service service = start(steps)) {
      assertThat(steps.started).isEmpty();
      assertThat(active(service)).isEqualTo(generation);
      assertThat(service.titles()).isEqualTo(firstTitles + 1);
      assertThat(found(service, "Zeppelin Postmen")).contains("zeppelin");
    }
  }

  @Test
  void aCopyTakenWhileItRunsStartsWithAllThatWasAnswered(@TempDir Path copied) throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      assertThat(send(service, "PUT", "/v1/titles/zeppelin", ZEPPELIN).statusCode()).isEqualTo(201);
      Folders.copy(data, copied);
    }
    Steps steps = new Steps();
    try (Service service = Service.start(SETTINGS, DataFolder.at(copied), BUNDLED, steps)) {
      assertThat(steps.started).isEmpty();
      // The follower goes in order: once it shows this one it shows the earlier one.
      assertThat(put(service, "later", "{\"kind\": \"movie\", \"name\": \"Later\"}"))
          .isEqualTo(201);
      assertThat(found(service, "Zeppelin Postmen")).contains("zeppelin");
      assertThat(service.titles()).isEqualTo(firstTitles + 2);
    }
  }

  @Test
  void anOldIdGoesOnWorkingAfterAMerge() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      assertThat(put(service, "zeppelin", ZEPPELIN)).isEqualTo(201);
      assertThat(put(service, "airship", ZEPPELIN)).isEqualTo(201);
      String merge = "/v1/titles/zeppelin/merge?refresh=wait";
      assertThat(send(service, "POST", merge, "{\"from\": \"airship\"}").statusCode())
          .isEqualTo(200);
      assertThat(found(service, "Zeppelin Postmen")).contains("zeppelin").doesNotContain("airship");
    }
    try (Service service = start(new Steps())) {
      String old = send(service, "GET", "/v1/titles/airship", "").body();
      assertThat(old).isEqualTo(send(service, "GET", "/v1/titles/zeppelin", "").body());
      JsonNode similar = Json.parse(send(service, "GET", "/v1/titles/airship/similar", "").body());
      assertThat(similar.get("items")).isNotEmpty();
      for (JsonNode item : similar.get("items"))
        assertThat(item.get("id").textValue()).isNotEqualTo("zeppelin");
      assertThat(send(service, "GET", "/v1/titles/nobody/similar", "").statusCode()).isEqualTo(404);
      assertThat(send(service, "GET", "/v1/duplicates", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDeletedTitleIsNotFound() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      assertThat(found(service, "Blade Runner")).contains("blade-runner-1982");
      HttpResponse<String> deleted =
          send(service, "DELETE", "/v1/titles/blade-runner-1982?refresh=wait", "");
      assertThat(deleted.statusCode()).isEqualTo(204);
      assertThat(found(service, "Blade Runner")).doesNotContain("blade-runner-1982");
      assertThat(service.titles()).isEqualTo(firstTitles - 1);
    }
  }

  @Test
  void anImportTakesThePlaceOfTheSample() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      String lines =
          """
          {"id": "one", "kind": "movie", "name": "The First"}
          {"id": "two", "kind": "film", "name": "No Such Kind"}
          {"id": "three", "kind": "series", "name": "The Third"}
          """;
      JsonNode job = finished(service, send(service, "POST", "/v1/titles/import", lines));
      assertThat(job.get("state").asText()).isEqualTo("done");
      assertThat(job.get("accepted").asInt()).isEqualTo(2);
      assertThat(simulatedViewer(service)).isEqualTo(404);
      assertThat(job.get("rejects").get(0).get("line").asInt()).isEqualTo(2);
      assertThat(put(service, "zeppelin", ZEPPELIN)).isEqualTo(201);
      assertThat(service.titles()).isEqualTo(2 + 1);
    }
    try (Service service = start(new Steps())) {
      assertThat(service.titles()).isEqualTo(2 + 1);
      assertThat(service.simulated()).isZero();
    }
  }

  @Test
  void aFileOfOnesOwnIsImportedByItsMapping() throws Exception {
    Folders.copy(afterFirstStart, data);
    String mapping =
        URLEncoder.encode(
            """
            format: csv
            separator: ";"
            fields:
              id: {from: Code, prefix: f-}
              kind: {constant: movie}
              name: Film
              year: {from: Shown, date: d/M/uuuu}
              genres: {from: Genre, split: ","}
            """,
            StandardCharsets.UTF_8);
    String csv =
        """
        Code;Film;Shown;Genre
        1;Zeppelin Postmen;3/5/2020;Drama, War
        2;;1/1/2001;Comedy
        3;Harbour;c. 1972;
        """;
    try (Service service = start(new Steps())) {
      JsonNode job =
          finished(
              service,
              send(service, "POST", "/v1/titles/import?source=films&mapping=" + mapping, csv));
      assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
      assertThat(job.get("accepted").asInt()).isEqualTo(2);
      assertThat(job.get("rejects").get(0).toString()).contains("\"line\":3", "\"field\":\"Film\"");
      assertThat(put(service, "later", "{\"kind\": \"movie\", \"name\": \"Later\"}"))
          .isEqualTo(201); // the follower goes in order
      assertThat(found(service, "Zeppelin Postmen")).containsExactly("f-1");
      JsonNode title = Json.parse(send(service, "GET", "/v1/titles/f-1", "").body());
      assertThat(title.get("year").asInt()).isEqualTo(2020);
      assertThat(title.get("genres").toString()).isEqualTo("[\"Drama\",\"War\"]");
    }
  }

  @Test
  void aRebuildFlipsAndActivatingTheOldGenerationRollsBack() throws Exception {
    Folders.copy(afterFirstStart, data);
    try (Service service = start(new Steps())) {
      String old = active(service);
      JsonNode job = finished(service, send(service, "POST", "/v1/generations", ""));
      assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
      String rebuilt = active(service);
      assertThat(rebuilt).isNotEqualTo(old);
      assertThat(service.titles()).isEqualTo(firstTitles);

      assertThat(put(service, "zeppelin", ZEPPELIN)).isEqualTo(201);
      HttpResponse<String> back = send(service, "POST", "/v1/generations/" + old + "/activate", "");
      assertThat(back.statusCode()).as(back.body()).isEqualTo(204);
      assertThat(active(service)).isEqualTo(old);
      assertThat(found(service, "Zeppelin Postmen")).contains("zeppelin");
    }
  }

  @Test
  void withoutKeysItListensToThisMachineOnlyAndWithKeysItWantsOne() throws Exception {
    Folders.copy(afterFirstStart, data);
    Settings everywhere = onFreePort("0.0.0.0");
    DataFolder folder = DataFolder.at(data);
    try (Service service = Service.start(everywhere, folder, BUNDLED, Progress.SILENT)) {
      assertThat(service.open()).isTrue();
      assertThat(service.host()).isEqualTo("127.0.0.1");
    }
    String secret;
    try (Database database = Database.open(data)) {
      secret =
          new Access(database.keys())
              .create("a reader", EnumSet.of(Scope.READ), null, null)
              .secret();
    }
    try (Service service = Service.start(everywhere, folder, BUNDLED, Progress.SILENT)) {
      assertThat(service.open()).isFalse();
      assertThat(service.host()).isEqualTo("0.0.0.0");
      URI search = URI.create("http://127.0.0.1:" + service.port() + "/v1/search?q=heist");
      HttpRequest without = HttpRequest.newBuilder(search).build();
      HttpRequest with =
          HttpRequest.newBuilder(search).header("Authorization", "Bearer " + secret).build();
      assertThat(client.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      assertThat(client.send(with, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theLimitsOfTheSettingsReachTheServer() throws Exception {
    Folders.copy(afterFirstStart, data);
    Path file =
        Files.writeString(
            data.resolve("kindred.yaml"),
            "server: {port: 0, maxBodyBytes: 2048, rateLimit: {requestsPerMinute: 1}}");
    Settings small = Settings.load(file, java.util.Map.of());
    String secret;
    try (Database database = Database.open(data)) {
      secret =
          new Access(database.keys())
              .create("an admin", EnumSet.of(Scope.ADMIN), null, null)
              .secret();
    }
    try (Service service = Service.start(small, DataFolder.at(data), BUNDLED, Progress.SILENT)) {
      HttpRequest large =
          HttpRequest.newBuilder(URI.create(service.address() + "/v1/search"))
              .header("Content-Type", "application/json")
              .header("X-API-Key", secret)
              .POST(BodyPublishers.ofString("{\"query\": \"" + "a".repeat(2_048) + "\"}"))
              .build();
      assertThat(client.send(large, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
      assertThat(client.send(large, BodyHandlers.ofString()).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void aPortInUseIsToldAndLeavesTheFolderFree() throws Exception {
    Folders.copy(afterFirstStart, data);
    DataFolder folder = DataFolder.at(data);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings same = SETTINGS.withPort(taken.getLocalPort());
      assertThatThrownBy(() -> Service.start(same, folder, BUNDLED, Progress.SILENT))
          .isInstanceOf(StartException.class)
          .hasMessage("port " + taken.getLocalPort() + " is in use; choose another with --port");
    }
    try (Service service = start(new Steps())) {
      assertThatThrownBy(() -> Service.start(SETTINGS, folder, BUNDLED, Progress.SILENT))
          .isInstanceOf(StartException.class)
          .hasMessageContainingAll(
              "process " + ProcessHandle.current().pid(), data.toString(), "--data");
      assertThat(service.titles()).isEqualTo(firstTitles);
    }
  }

  @Test
  void theSecondCloseDoesNothing() throws Exception {
    Folders.copy(afterFirstStart, data);
    Service service = start(new Steps());
    service.close();
    service.close();
    try (Service again = start(new Steps())) {
      assertThat(again.titles()).isEqualTo(firstTitles);
    }
  }

  private static Settings onFreePort(String host) {
    return Settings.DEFAULT.withHttp(HttpOptions.DEFAULT.withPort(0).withHost(host));
  }

  private Service start(Progress progress) {
    return Service.start(SETTINGS, DataFolder.at(data), BUNDLED, progress);
  }

  private HttpResponse<String> send(Service service, String method, String path, String body)
      throws IOException, InterruptedException {
    String type =
        path.contains("mapping=")
            ? "text/csv"
            : path.endsWith("/import") ? "application/x-ndjson" : "application/json";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", type);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private int put(Service service, String id, String title) throws Exception {
    return send(service, "PUT", "/v1/titles/" + id + "?refresh=wait", title).statusCode();
  }

  /// Ids of the titles that a search by words finds.
  private List<String> found(Service service, String query) throws Exception {
    JsonNode body = Json.object().put("query", query).put("mode", "lexical");
    HttpResponse<String> answer = send(service, "POST", "/v1/search", Json.write(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    Json.parse(answer.body()).get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  private String active(Service service) throws Exception {
    JsonNode items = Json.parse(send(service, "GET", "/v1/generations", "").body()).get("items");
    for (JsonNode item : items) {
      if (item.get("state").asText().equals("active")) return item.get("id").asText();
    }
    throw new AssertionError("no generation is active: " + items);
  }

  /// The job of an answer 202, once it is over.
  private JsonNode finished(Service service, HttpResponse<String> accepted) throws Exception {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String path = "/v1/jobs/" + Json.parse(accepted.body()).get("jobId").asText();
    while (true) {
      JsonNode job = Json.parse(send(service, "GET", path, "").body());
      if (!job.get("finishedAt").isNull()) return job;
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// Remembers what was begun.
  private static final class Steps implements Progress {
    final List<String> started = new ArrayList<>();

    @Override
    public void start(String what, long total) {
      started.add(what);
    }

    @Override
    public void step(long n) {}

    @Override
    public void end() {}
  }
}
