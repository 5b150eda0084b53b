package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups and the export.
final class BackupRoutesTest {
  private static final String ID = "kindred-20261126T100000-000";

  @TempDir private Path folder;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer();
    byte[] content = new byte[200_000];
    for (int i = 0; i < content.length; i++) content[i] = (byte) (i * 31);
    Path file = Files.write(folder.resolve("a.zip"), content);
    RunningServer.backups(file).forEach(backup -> server.backups.put(backup.id(), backup));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsWhatTheManifestsSayAndWhichAreDamaged() {
    JsonNode items = RunningServer.json(server.send("GET", "/v1/backups")).get("items");
    assertThat(items).hasSize(2);
    assertThat(items.get(0).get("titles").asInt()).isEqualTo(817);
    assertThat(items.get(0).get("vectors").asBoolean()).isFalse();
    assertThat(items.get(1).get("fault").asText()).isEqualTo("it was cut off");
    assertThat(items.get(1).has("titles")).isFalse();
  }

  @Test
  void downloadsTheArchiveAsItIs() throws Exception {
    HttpResponse<byte[]> answer =
        server.client.send(
            server
                .request("GET", "/v1/backups/" + ID, null)
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(folder.resolve("a.zip")));
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("200000");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .contains(ID + ".zip");
    HttpResponse<String> head = server.send("HEAD", "/v1/backups/" + ID);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("200000");
  }

  @Test
  void aDownloadThatCannotBeFinishedBreaksOff() throws IOException {
    Files.write(folder.resolve("a.zip"), new byte[150_000]); // shorter than it was
    assertThatThrownBy(() ->
            server.client.send(
                server.request("GET", "/v1/backups/" + ID, null).build(),
                BodyHandlers.ofByteArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void deletesOnceAndKnowsNoOtherNames() {
    assertThat(server.send("DELETE", "/v1/backups/" + ID).statusCode()).isEqualTo(204);
    HttpResponse<String> again = server.send("DELETE", "/v1/backups/" + ID);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(RunningServer.json(again).get("code").asText()).isEqualTo("unknownBackup");
    assertThat(server.send("GET", "/v1/backups/..%2Fcatalogue").statusCode()).isEqualTo(404);
  }

  @Test
  void startsAJobAndTakesNothingElse() {
    HttpResponse<String> started = server.send("POST", "/v1/backups?vectors=true", "{}");
    assertThat(started.statusCode()).isEqualTo(202);
    String job = RunningServer.json(started).get("jobId").asText();
    assertThat(RunningServer.json(server.send("GET", "/v1/jobs/" + job)).get("kind").asText())
        .isEqualTo("backup");
    assertThat(server.send("POST", "/v1/backups?vectors=yes", "{}").statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/v1/backups", "{\"to\": \"/etc\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void exportsEveryTitleInOrderAlsoCompressed() throws Exception {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1_100; i++) {
      server.send("PUT", "/v1/titles/t" + i, "{\"kind\": \"movie\", \"name\": \"N" + i + "\"}");
      expected
          .append("{\"id\":\"t" + i + "\",\"kind\":\"movie\",\"name\":\"N" + i)
          .append("\",\"source\":\"api\"}\n");
    }
    HttpResponse<String> plain = server.send("GET", "/v1/export");
    assertThat(plain.body()).isEqualTo(expected.toString());
    assertThat(plain.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    HttpResponse<byte[]> gzip =
        server.client.send(
            server.request("GET", "/v1/export", null).header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    assertThat(gzip.body().length).isLessThan(expected.length() / 4);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(expected.toString());
    }
    assertThat(server.send("HEAD", "/v1/export").statusCode()).isEqualTo(200);
  }

  @Test
  void anExportThatFailsAtOnceIsAProblemAndOneThatFailsLaterBreaksOff() throws Exception {
    server.titles.failPages(0, new UncheckedIOException(new IOException("on purpose")));
    HttpResponse<String> failed = server.send("GET", "/v1/export");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(Json.parse(failed.body()).get("code").asText()).isEqualTo("internal");
    assertThat(failed.headers().firstValue("Content-Disposition")).isEmpty();

    for (int i = 0; i < 1_100; i++) {
      String name = "x".repeat(900);
      server.send("PUT", "/v1/titles/t" + i, "{\"kind\": \"movie\", \"name\": \"" + name + "\"}");
    }
    server.titles.failPages(600, new UncheckedIOException(new IOException("on purpose")));
    assertThatThrownBy(() ->
            server.client.send(
                server.request("GET", "/v1/export", null).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }
}
