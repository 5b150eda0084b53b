package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.config.Settings;
import dev.kindred.embedding.EmbeddingException;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.testing.OverlapModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cross-encoder from the settings file to the answer over HTTP.
@Timeout(120)
final class CrossEncoderStartTest {
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theSettingsNameAModelThatReadsTheHits() throws Exception {
    String weight = "weight: 1, budget: 10s";
    try (Service service = start(OverlapModel.MODEL, weight)) {
      JsonNode answer = search(service, "robot+winter");
      assertThat(answer.at("/items/0/id").asText()).isEqualTo("frost");
      assertThat(answer.at("/timings/crossEncode").isNumber()).isTrue();
      assertThat(answer.get("warnings")).isEmpty();
    }
  }

  @Test
  void aModelThatIsMissingEndsTheStartWithItsName() {
    Path missing = folder.resolve("missing.onnx");
    assertThatThrownBy(() -> start(missing, "top: 10").close())
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("the cross-encoder's file " + missing + " cannot be read");
    DataFolder.IndexLock free = DataFolder.at(folder.resolve("data")).lockIndex().orElseThrow();
    free.close();
  }

  private Service start(Path model, String more) throws IOException {
    Path titles =
        Files.writeString(
            folder.resolve("titles.jsonl"),
            """
            {"id": "tin", "kind": "movie", "name": "Robot", "synopsis": "A robot befriends a child."}
            {"id": "frost", "kind": "movie", "name": "Frost", "synopsis": "In winter, in deep winter, snow falls and falls over a long and silent winter."}
            {"id": "sea", "kind": "movie", "name": "The Long Sea", "synopsis": "A sailor crosses the ocean."}
            """);
    return Service.start(
        Settings.load(
            Files.writeString(
                folder.resolve("kindred.yaml"),
                "server: {port: 0}\nranking: {crossEncoder: {model: '%s', tokenizer: '%s', %s}}"
                    .formatted(model, OverlapModel.TOKENIZER, more)),
            Map.of()),
        DataFolder.at(folder.resolve("data")),
        new BundledCatalogue(
            titles,
            Files.writeString(folder.resolve("profiles.jsonl"), ""),
            folder.resolve("none.f16"),
            folder),
        Progress.SILENT);
  }

  private JsonNode search(Service service, String query) throws IOException, InterruptedException {
    return Json.parse(
        client
            .send(
                HttpRequest.newBuilder(
                        URI.create(service.address() + "/v1/search?mode=hybrid&q=" + query))
                    .build(),
                BodyHandlers.ofString())
            .body());
  }
}
