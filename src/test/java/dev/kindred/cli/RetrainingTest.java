package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.TrainingProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first start over the bundled titles, with a training in a JVM of its own.
@Timeout(120)
final class RetrainingTest {
  private static final Settings SETTINGS = Settings.DEFAULT.withPort(0);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theFirstStartLearnsFromTheSimulatedAudienceAndForgetsItWithTheFirstRealEvent()
      throws Exception {
    DataFolder data = DataFolder.at(folder);
    List<String> small =
        List.of("train", "--data", folder.toString(), "--dimension", "16", "--head", "200");
    TrainingProcess training = new TrainingProcess(OwnCommand.of("512m", small));
    BundledCatalogue bundled = BundledCatalogue.of(Path.of(""));
    try (Service service = Service.start(SETTINGS, data, bundled, Progress.SILENT, training)) {
      assertThat(placements(service)).contains("popular"); // nobody waits for it
      JsonNode job = finished(service);
      assertThat(job.path("detail").asText()).startsWith("Models 000001 are live: ");
      assertThat(job.path("state").asText()).isEqualTo("done");
      while (!model(service).startsWith("models 000001")) LockSupport.parkNanos(50_000_000);
      assertThat(placements(service)).contains("trending").doesNotContain("popular");
      while (!taste(service).startsWith("000001")) LockSupport.parkNanos(50_000_000);
      String watched =
          post(service, "/v1/recommendations", "{\"placement\": \"trending\"}")
              .at("/items/0/id")
              .asText();
      assertThat(sources(service, watched)).contains("taste");
      String like =
          """
          [{"id": "1", "type": "like", "userId": "ann", "titleId": "heat-1995",
            "timestamp": "2026-11-20T20:00:00Z"}]
          """;
      var _ = post(service, "/v1/events", like);
      assertThat(model(service)).isEqualTo("none trained");
      assertThat(placements(service)).contains("popular").doesNotContain("trending");
      // The index still has the vectors that were learned from nobody real.
      assertThat(taste(service)).startsWith("000001");
      assertThat(sources(service, watched)).isNotEmpty().doesNotContain("taste");
    }
    try (Service _ = Service.start(SETTINGS, data, bundled, Progress.SILENT, training);
        Stream<Path> models = Files.list(data.models())) {
      assertThat(models.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("000001.model", "live"); // one real viewer is no audience
    }
  }

  /// The training; the index takes its taste over in a job of its own.
  private JsonNode finished(Service service) throws Exception {
    while (true) {
      for (JsonNode job : get(service, "/v1/jobs").path("items"))
        if (job.path("kind").asText().equals("training") && !job.path("finishedAt").isNull())
          return job;
      LockSupport.parkNanos(50_000_000);
    }
  }

  private String model(Service service) throws Exception {
    for (JsonNode check : get(service, "/health/ready").path("checks"))
      if (check.path("name").asText().equals("models")) return check.path("detail").asText();
    return "";
  }

  private List<String> placements(Service service) throws Exception {
    return post(service, "/v1/rows", "{}")
        .path("rows")
        .valueStream()
        .map(row -> row.path("placement").asText())
        .toList();
  }

  /// Of the live generation.
  private String taste(Service service) throws Exception {
    for (JsonNode generation : get(service, "/v1/generations").path("items"))
      if (generation.path("state").asText().equals("active"))
        return generation.path("tasteModel").asText();
    return "";
  }

  /// What proposes titles to somebody who liked one.
  private Set<String> sources(Service service, String liked) throws Exception {
    String request = "{\"history\": [\"%s\"], \"limit\": 50}".formatted(liked);
    return post(service, "/v1/recommendations", request)
        .path("items")
        .valueStream()
        .flatMap(item -> item.path("sources").valueStream())
        .map(source -> source.path("name").asText())
        .collect(Collectors.toSet());
  }

  private JsonNode get(Service service, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(service.address() + path)).build());
  }

  private JsonNode post(Service service, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    return Json.parse(client.send(request, BodyHandlers.ofByteArray()).body());
  }
}
