package dev.kindred.app;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import dev.kindred.testing.Damage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full and a store that is damaged, under the whole service.
@Timeout(120)
final class StoreFaultsTest {
  private static final BundledCatalogue BUNDLED = BundledCatalogue.of(Path.of(""));
  private static final Settings SETTINGS = Settings.DEFAULT.withPort(0);
  private static final int BATCH = 100;
  private static final String LONG = "word ".repeat(3_000);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aFullStoreRefusesWritesServesTheRestAndRecovers() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = new SmallDisk(mount, 64)) {
      Path root = disk.folder("data");
      DataFolder data =
          new DataFolder(
              root,
              root.resolve("catalogue.db"),
              folder.resolve("generations"),
              root.resolve("vectors"));
      try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
        disk.fill(1 << 20);
        int answered = 0;
        int status = put(service, "t" + answered);
        while (status == 201) status = put(service, "t" + ++answered);
        assertThat(status).isEqualTo(507);
        assertThat(answered).isPositive();
        disk.fill(0);

        String refused = "t" + answered;
        assertThat(put(service, refused)).isEqualTo(507);
        assertThat(send(service, "GET", "/v1/titles/" + refused, "").statusCode()).isEqualTo(404);
        assertThat(send(service, "GET", "/v1/titles/t0", "").statusCode()).isEqualTo(200);
        assertThat(send(service, "GET", "/v1/export", "").body()).contains("{\"id\":\"t0\"");
        HttpResponse<String> upload =
            send(service, "POST", "/v1/titles/import", "{\"id\": \"x\"}\n".repeat(10_000));
        assertThat(upload.statusCode()).as(upload.body()).isEqualTo(507);
        assertThat(data.imports()).isEmptyDirectory();
        assertThat(found(service, "Blade Runner")).contains("blade-runner-1982");

        disk.free();
        // The follower goes in order: once it shows this one it shows those before it.
        assertThat(put(service, refused + "?refresh=wait")).isEqualTo(201);
        for (int i = 0; i <= answered; i++) assertThat(found(service, "t" + i)).contains("t" + i);
        JsonNode job = finished(service, send(service, "POST", "/v1/backups", ""));
        assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
      }
    }
  }

  @Test
  void aFullStoreOfEventsRefusesThemServesTheRestAndRecovers() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = new SmallDisk(mount, 64)) {
      DataFolder data = DataFolder.at(disk.folder("data"));
      try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
        int answered = 0;
        // The first erases the simulated audience, which takes room of its own.
        HttpResponse<String> answer = record(service, answered);
        disk.fill(1 << 20);
        while (answer.statusCode() == 202) {
          assertThat(Json.parse(answer.body()).get("accepted").asInt()).isEqualTo(BATCH);
          answer = record(service, ++answered);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(answer.body()).contains("\"storeFull\"").doesNotContain("" + mount);
        assertThat(answered).isPositive();
        disk.fill(0);

        assertThat(record(service, answered).statusCode()).isEqualTo(507);
        assertThat(events(service)).hasSize(BATCH * answered);
        assertThat(send(service, "GET", "/v1/users/ann/taste", "").statusCode()).isEqualTo(200);
        assertThat(found(service, "Blade Runner")).contains("blade-runner-1982");

        disk.free();
        assertThat(Json.parse(record(service, answered).body()).get("accepted").asInt())
            .isEqualTo(BATCH);
        assertThat(Json.parse(record(service, 0).body()).get("duplicates").asInt())
            .isEqualTo(BATCH);
        assertThat(events(service)).hasSize(BATCH * (answered + 1)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void damagedEventsAreToldAndRefusedWhileSearchesAndTitlesGoOn() throws Exception {
    DataFolder data = DataFolder.at(folder);
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      assertThat(record(service, 0).statusCode()).isEqualTo(202);
    }
    Damage.rootPageOf(data.events(), "origin"); // nothing at the start reads it but the check
    byte[] damaged = Files.readAllBytes(data.events());
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      searchingUntil(service, () -> !ready(service, "events"));
      assertThat(ready(service, "store")).isTrue();
      assertThat(send(service, "GET", "/health/ready", "").body())
          .contains("events are refused, searches go on")
          .doesNotContain("" + folder);
      for (HttpResponse<String> refused :
          List.of(
              record(service, 1),
              send(service, "PUT", "/v1/users/ann", "{}"),
              send(service, "DELETE", "/v1/users/ann", ""))) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"storeDamaged\"");
      }
      assertThat(put(service, "after?refresh=wait")).isEqualTo(201);
      assertThat(found(service, "after")).contains("after");
    }
    assertThat(data.events()).hasBinaryContent(damaged);
  }

  @Test
  void aFullIndexIsToldServesOnAndCatchesUp() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = new SmallDisk(mount, 64)) {
      Path root = folder.resolve("data");
      DataFolder data =
          new DataFolder(
              root,
              root.resolve("catalogue.db"),
              disk.folder("generations"),
              root.resolve("vectors"));
      try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
        disk.fill(0);
        for (int i = 0; i < 3; i++) assertThat(put(service, "t" + i)).isEqualTo(201);
        searchingUntil(service, () -> !ready(service, "index"));
        long since = System.nanoTime(); // long enough for the index to be opened anew
        searchingUntil(service, () -> System.nanoTime() - since > Duration.ofSeconds(3).toNanos());
        assertThat(ready(service, "index")).isFalse();
        assertThat(ready(service, "store")).isTrue();
        assertThat(put(service, "t3")).isEqualTo(201);

        disk.free();
        searchingUntil(service, () -> found(service, "t3").contains("t3"));
        searchingUntil(service, () -> ready(service, "index"));
      }
      try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
        for (int i = 0; i < 4; i++) assertThat(found(service, "t" + i)).contains("t" + i);
      }
    }
  }

  @Test
  void aBackupThatFillsTheDiskLeavesNoHalfFile() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = new SmallDisk(mount, 96)) {
      DataFolder data = DataFolder.at(disk.folder("data"));
      try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
        disk.fill(600 << 10); // room for the record of the job, not for a copy of the store
        JsonNode job = finished(service, send(service, "POST", "/v1/backups", ""));
        assertThat(job.get("state").asText()).isEqualTo("failed");
        assertThat(job.get("detail").asText()).contains("no space left");
        assertThat(data.root().resolve("backups")).isEmptyDirectory();
      }
    }
  }

  @Test
  void aDamagedPageIsFoundToldAndMadeNoWorse() throws Exception {
    DataFolder data = DataFolder.at(folder);
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      assertThat(put(service, "before?refresh=wait")).isEqualTo(201);
      assertThat(found(service, "before")).contains("before");
    }
    Damage.rootPage(folder, "profile"); // nothing at the start reads it but the check
    byte[] damaged = Files.readAllBytes(data.database());
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      searchingUntil(service, () -> !ready(service, "store"));
      HttpResponse<String> health = send(service, "GET", "/health/ready", "");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("restore the last backup").doesNotContain("" + folder);
      assertThat(found(service, "before")).contains("before");
      for (HttpResponse<String> refused :
          List.of(
              send(service, "PUT", "/v1/titles/x", "{\"kind\": \"movie\", \"name\": \"X\"}"),
              send(service, "DELETE", "/v1/titles/before", ""),
              send(service, "POST", "/v1/titles/import", "{\"id\": \"x\"}"),
              send(service, "GET", "/v1/titles/before", ""),
              send(service, "GET", "/v1/export", ""),
              send(service, "POST", "/v1/backups", ""))) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"storeDamaged\"");
      }
    }
    assertThat(data.database()).hasBinaryContent(damaged);
  }

  @Test
  void aDamagedRowHoldsUpNobodyIsToldAndIsMendedByAPut() throws Exception {
    DataFolder data = DataFolder.at(folder);
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      assertThat(put(service, "before?refresh=wait")).isEqualTo(201);
    }
    int key;
    try (Database database = Database.open(data)) { // a change that nobody has followed yet
      Title changed = aTitle().withId("before").named("Changed").build();
      database.titles().write(List.of(new TitleWrite.Put(changed, null, "api", null))).join();
      key = database.titles().key(changed.id()).orElseThrow().value();
    }
    Damage.row(folder, key);
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      assertThat(put(service, "after?refresh=wait")).isEqualTo(201);
      assertThat(found(service, "after")).contains("after");
      assertThat(found(service, "before")).contains("before"); // as it was indexed last
      HttpResponse<String> get = send(service, "GET", "/v1/titles/before", "");
      assertThat(get.statusCode()).isEqualTo(503);
      assertThat(get.body()).contains("\"titleDamaged\"");
      HttpResponse<String> health = send(service, "GET", "/health/ready", "");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"degraded\"", "titles that cannot be read: 1");
      JsonNode job = finished(service, send(service, "POST", "/v1/generations", ""));
      assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
      assertThat(found(service, "after")).contains("after");

      assertThat(put(service, "before?refresh=wait")).isEqualTo(200);
      assertThat(found(service, "before")).contains("before");
      assertThat(ready(service, "store")).isTrue();
    }
  }

  @Test
  void aStoreThatWasCutOffToNothingIsNoNewOne() throws Exception {
    DataFolder data = DataFolder.at(folder);
    Service.start(SETTINGS, data, BUNDLED, Progress.SILENT).close();
    Files.write(data.database(), new byte[0]);
    assertThatThrownBy(() -> Service.start(SETTINGS, data, BUNDLED, Progress.SILENT))
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContaining("catalogue.db is empty, but there is an index");
    assertThat(data.database()).isEmptyFile();
    Files.delete(data.database()); // which is how a person says to begin anew
    try (Service service = Service.start(SETTINGS, data, BUNDLED, Progress.SILENT)) {
      assertThat(send(service, "GET", "/v1/titles/blade-runner-1982", "").statusCode())
          .isEqualTo(200);
    }
  }

  /// Sends the batch of that number: likes by one viewer, each with words enough to fill a disk.
  private HttpResponse<String> record(Service service, int batch) throws Exception {
    ArrayNode events = Json.array();
    for (int i = 0; i < BATCH; i++) {
      events
          .addObject()
          .put("id", batch + "." + i)
          .put("type", "search")
          .put("userId", "ann")
          .put("query", LONG.substring(0, 900) + batch + "." + i)
          .put("timestamp", "2026-01-01T00:00:00Z");
    }
    return send(service, "POST", "/v1/events", Json.write(events));
  }

  /// The ids of all events that are kept of the viewer.
  private List<String> events(Service service) throws Exception {
    HttpResponse<String> export = send(service, "GET", "/v1/users/ann/export", "");
    assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
    return Json.parse(export.body()).get("events").findValuesAsText("id");
  }

  private int put(Service service, String id) throws Exception {
    String body =
        "{\"kind\": \"movie\", \"name\": \"%s\", \"synopsis\": \"%s\"}"
            .formatted(id.replace("?refresh=wait", ""), LONG);
    return send(service, "PUT", "/v1/titles/" + id, body).statusCode();
  }

  /// Whether that check of readiness holds.
  private boolean ready(Service service, String check) throws Exception {
    JsonNode checks = Json.parse(send(service, "GET", "/health/ready", "").body()).get("checks");
    for (JsonNode one : checks) {
      if (one.get("name").asText().equals(check)) return one.get("ok").asBoolean();
    }
    throw new AssertionError("no check " + check + " in " + checks);
  }

  /// Waits for a condition while every search is answered.
  private void searchingUntil(Service service, Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      assertThat(found(service, "Blade Runner")).contains("blade-runner-1982");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// Ids of the titles that a search by words finds.
  private List<String> found(Service service, String query) throws Exception {
    JsonNode body = Json.object().put("query", query).put("mode", "lexical");
    HttpResponse<String> answer = send(service, "POST", "/v1/search", Json.write(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body()).get("items").findValuesAsText("id");
  }

  private JsonNode finished(Service service, HttpResponse<String> accepted) throws Exception {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String path = "/v1/jobs/" + Json.parse(accepted.body()).get("jobId").asText();
    while (true) {
      JsonNode job = Json.parse(send(service, "GET", path, "").body());
      if (!job.get("finishedAt").isNull()) return job;
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private HttpResponse<String> send(Service service, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header(
          "Content-Type", path.endsWith("/import") ? "application/x-ndjson" : "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
