package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.config.Settings;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From the bundled model to one named by its files, over HTTP. The other model's files are copies
/// of the bundled one's: under another name and pooling they make other vectors.
@Timeout(120)
final class ModelFileTest {
  private static final String SPANISH = "una historia con robots para los niños";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aModelFromAFileTakesOverAndReadsWhatTheBundledOneCannot() throws Exception {
    Path model = copied(".onnx", "multilingual.onnx");
    Path tokenizer = copied("-tokenizer.json", "multilingual.json");
    BundledCatalogue catalogue =
        new BundledCatalogue(
            Files.writeString(
                folder.resolve("titles.jsonl"),
                """
                {"id": "tin", "kind": "movie", "name": "Tin Friend", "synopsis": "A robot befriends a child."}
                {"id": "sea", "kind": "movie", "name": "The Long Sea", "synopsis": "A sailor crosses the ocean."}
                """),
            Files.writeString(folder.resolve("profiles.jsonl"), ""),
            folder.resolve("none.f16"),
            folder);
    try (Service service = start("server: {port: 0}", catalogue)) {
      JsonNode answer = search(service, SPANISH);
      assertThat(answer.at("/warnings/0/code").asText()).isEqualTo("partlyIllegible");
      assertThat(answer.at("/warnings/0/detail").asText()).contains("looks like Spanish");
      assertThat(answer.at("/items/0/id").asText()).isEqualTo("tin");
    }
    String other =
        "server: {port: 0}\nembedding: {model: multilingual, modelPath: '%s', tokenizerPath: '%s', pooling: mean}"
            .formatted(model, tokenizer);
    try (Service service = start(other, catalogue)) {
      while (!activeModel(service).startsWith("multilingual-"))
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // 600 requests a minute
      JsonNode answer = search(service, SPANISH);
      assertThat(answer.get("warnings")).isEmpty();
      assertThat(answer.at("/items/0/id").asText()).isEqualTo("tin");
      assertThat(answer.at("/items/0/sources").findValuesAsText("name")).contains("story");
    }
  }

  private Service start(String settings, BundledCatalogue catalogue) throws IOException {
    return Service.start(
        Settings.load(Files.writeString(folder.resolve("kindred.yaml"), settings), Map.of()),
        DataFolder.at(folder.resolve("data")),
        catalogue,
        Progress.SILENT);
  }

  private Path copied(String ending, String name) throws IOException {
    Path file = folder.resolve(name);
    String resource = EmbeddingOptions.BUNDLED_MODEL + ending;
    try (InputStream in =
        Objects.requireNonNull(
            ModelFileTest.class.getClassLoader().getResourceAsStream(resource))) {
      Files.copy(in, file);
    }
    return file;
  }

  private String activeModel(Service service) throws IOException, InterruptedException {
    for (JsonNode item : get(service, "/v1/generations").get("items"))
      if (item.get("state").asText().equals("active")) return item.get("embeddingModel").asText();
    throw new AssertionError("no generation is active");
  }

  private JsonNode get(Service service, String path) throws IOException, InterruptedException {
    return Json.parse(
        client
            .send(
                HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
                BodyHandlers.ofString())
            .body());
  }

  private JsonNode search(Service service, String query) throws IOException, InterruptedException {
    return Json.parse(
        client
            .send(
                HttpRequest.newBuilder(URI.create(service.address() + "/v1/search"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.write(Json.object().put("query", query))))
                    .build(),
                BodyHandlers.ofString())
            .body());
  }
}
