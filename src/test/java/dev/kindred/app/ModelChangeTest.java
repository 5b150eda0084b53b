package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.testing.EmbeddingServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The embedding model is changed while queries go on: the whole service over HTTP, with two small
/// models of different lengths behind a server of their own.
@Timeout(120)
final class ModelChangeTest {
  private static final String OLD = "small";
  private static final String NEW = "large";
  private static final int TITLES = 60;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger asked = new AtomicInteger();
  private EmbeddingServer models;
  private BundledCatalogue catalogue;

  @BeforeEach
  void serveWithTheOldModel() throws Exception {
    models = new EmbeddingServer().with(OLD, 8).with(NEW, 12);
    StringBuilder titles = new StringBuilder();
    for (int i = 0; i < TITLES; i++) {
      titles.append(
          "{\"id\":\"t%d\",\"kind\":\"movie\",\"name\":\"Ghost %d\",\"synopsis\":\"house number %d\"}%n"
              .formatted(i, i, i));
    }
    catalogue =
        new BundledCatalogue(
            Files.writeString(folder.resolve("titles.jsonl"), titles),
            Files.writeString(folder.resolve("profiles.jsonl"), ""),
            folder.resolve("none.f16"),
            folder);
    try (Service service = start(OLD)) {
      for (int i = 0; i < 15; i++) assertThat(warnings(service)).isEmpty();
    }
  }

  @AfterEach
  void stop() {
    models.close();
    client.close();
  }

  @Test
  void servesTheOldGenerationWithItsModelUntilTheNewOneTakesOverAndRollsBack() throws Exception {
    models.hold(NEW);
    String old;
    String fresh;
    try (Service service = start(NEW)) {
      old = active(service).get("id").asText();
      assertThat(active(service).get("dimensions").asInt()).isEqualTo(8);
      JsonNode health = get(service, "/health/ready");
      assertThat(health.get("status").asText()).isEqualTo("degraded");
      assertThat(check(health).get("detail").asText()).contains(old, OLD, NEW);
      assertThat(check(health).get("since").asText()).isNotEmpty();

      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<List<String>> searches = searching(service, stop);
      for (int i = 0; i < 5; i++) put(service, "during" + i);
      models.release(NEW);
      until(() -> active(service).get("dimensions").asInt() == 12);
      for (int i = 0; i < 5; i++) put(service, "after" + i);
      stop.set(true);
      assertThat(searches.get()).isEmpty();

      assertThat(service.titles()).isEqualTo(TITLES + 10);
      until(() -> get(service, "/health/ready").get("status").asText().equals("ready"));
      fresh = active(service).get("id").asText();
      JsonNode comparison = get(service, "/v1/generations/" + fresh).get("comparison");
      assertThat(comparison.get("outcome").asText()).isEqualTo("activated");
      assertThat(comparison.get("unjudged").asText()).isEqualTo("the embedding model changes");
      assertThat(comparison.at("/answers/queries").asInt()).isGreaterThanOrEqualTo(15);
      assertThat(comparison.at("/recall/story/at10").asDouble()).isEqualTo(1);

      // Back, while queries go on: the old model again, with what was written since.
      stop.set(false);
      searches = searching(service, stop);
      assertThat(post(service, "/v1/generations/" + old + "/activate").statusCode()).isEqualTo(204);
      assertThat(active(service).get("id").asText()).isEqualTo(old);
      put(service, "back");
      assertThat(warnings(service)).isEmpty();
      stop.set(true);
      assertThat(searches.get()).isEmpty();
      assertThat(service.titles()).isEqualTo(TITLES + 11);
      assertThat(get(service, "/health/ready").get("status").asText()).isEqualTo("ready");
    }
    // What a person chose stays, though the settings name the other model.
    try (Service service = start(NEW)) {
      assertThat(active(service).get("id").asText()).isEqualTo(old);
      assertThat(warnings(service)).isEmpty();
      assertThat(get(service, "/health/ready").get("status").asText()).isEqualTo("ready");
      int jobs = get(service, "/v1/jobs").get("items").size();
      assertThat(jobs).isEqualTo(1);
      JsonNode deleted = Json.parse(post(service, "/v1/generations/prune?keep=1").body());
      assertThat(deleted.at("/deleted/0").asText()).isEqualTo(fresh);
    }
  }

  @Test
  void aNewModelThatDoesNotAnswerIsToldAndTriedAgain() throws Exception {
    models.down(NEW);
    try (Service service = start(NEW)) {
      until(() ->
          check(get(service, "/health/ready")).get("detail").asText().contains("does not answer"));
      assertThat(get(service, "/health/ready").get("status").asText()).isEqualTo("degraded");
      assertThat(warnings(service)).isEmpty();
      JsonNode job = get(service, "/v1/jobs").at("/items/0");
      assertThat(job.get("state").asText()).isEqualTo("failed");
      assertThat(job.get("detail").asText()).contains(NEW, "does not answer");
      models.up(NEW);
      assertThat(post(service, "/v1/generations").statusCode()).isEqualTo(202);
      until(() -> active(service).get("dimensions").asInt() == 12);
      assertThat(warnings(service)).isEmpty();
    }
  }

  @Test
  void anOldModelThatIsGoneLeavesWordsAndAWarningUntilTheNewOneTakesOver() throws Exception {
    models.down(OLD);
    models.hold(NEW);
    try (Service service = start(NEW)) {
      assertThat(warnings(service)).containsExactly("vectorsUnavailable");
      models.release(NEW);
      until(() -> active(service).get("dimensions").asInt() == 12);
      assertThat(warnings(service)).isEmpty();
    }
  }

  private Service start(String model) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("kindred.yaml"),
            "server: {port: 0}\nembedding: {provider: openAiCompatible, model: %s, baseUrl: \"%s\"}"
                .formatted(model, models.url()));
    return Service.start(
        Settings.load(file, Map.of()),
        DataFolder.at(folder.resolve("data")),
        catalogue,
        Progress.SILENT);
  }

  /// Searches until told to stop, each for a text that no cache holds; gives what went wrong.
  private CompletableFuture<List<String>> searching(Service service, AtomicBoolean stop) {
    return CompletableFuture.supplyAsync(() -> {
      List<String> wrong = new ArrayList<>();
      while (!stop.get()) wrong.addAll(warnings(service));
      return wrong;
    });
  }

  /// Codes of the warnings of a search by meaning, which must find as many titles as it may.
  private List<String> warnings(Service service) {
    JsonNode body =
        Json.object().put("query", "ghost house " + asked.incrementAndGet()).put("mode", "hybrid");
    HttpResponse<String> response = send(service, "POST", "/v1/search", Json.write(body));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = Json.parse(response.body());
    assertThat(answer.get("items")).hasSize(20);
    List<String> codes = new ArrayList<>();
    answer.get("warnings").forEach(warning -> codes.add(warning.get("code").asText()));
    return codes;
  }

  private void put(Service service, String id) {
    String title = "{\"kind\":\"movie\",\"name\":\"Ghost " + id + "\"}";
    assertThat(send(service, "PUT", "/v1/titles/" + id + "?refresh=wait", title).statusCode())
        .isEqualTo(201);
  }

  private JsonNode active(Service service) {
    for (JsonNode item : get(service, "/v1/generations").get("items")) {
      if (item.get("state").asText().equals("active")) return item;
    }
    throw new AssertionError("no generation is active");
  }

  private static JsonNode check(JsonNode health) {
    for (JsonNode check : health.get("checks")) {
      if (check.get("name").asText().equals("generation")) return check;
    }
    throw new AssertionError("the health tells nothing of the generation: " + health);
  }

  private JsonNode get(Service service, String path) {
    return Json.parse(send(service, "GET", path, "").body());
  }

  private HttpResponse<String> post(Service service, String path) {
    return send(service, "POST", path, "");
  }

  private HttpResponse<String> send(Service service, String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier reached) {
    while (!reached.getAsBoolean()) LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
  }
}
