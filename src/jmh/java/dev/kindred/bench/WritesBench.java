package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long a `PUT /v1/titles/{id}` and a `POST /v1/events` of one event take over HTTP, one
/// client, 50 of each a second: first alone, then while the server imports generated rows. Each
/// answer means that the title, the event is on disk. The server runs in this process.
///
/// Arguments: rows; an empty or new folder for the data, which is left there.
public final class WritesBench {
  private static final int ALONE = 500;
  private static final long EVERY_NANOS = 20_000_000;

  private WritesBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    DataFolder folder = DataFolder.at(Path.of(arguments[1])).create();
    Path file = folder.root().resolve("generated.jsonl");
    GeneratedCatalogue.write(file, rows);
    Settings settings = Settings.DEFAULT.withPort(0);
    try (Service service =
            Service.start(settings, folder, BundledCatalogue.of(Path.of(".")), Progress.SILENT);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String base = service.address();
      Writer writer = new Writer(client, base);
      for (int i = 0; i < ALONE; i++) writer.writePaced(); // warm
      writer.forget();
      for (int i = 0; i < ALONE; i++) writer.writePaced();
      writer.report("alone");

      String id =
          send(client, base + "/v1/titles/import", "POST", BodyPublishers.ofFile(file), "x-ndjson")
              .path("jobId")
              .asText();
      writer.forget();
      JsonNode job = job(client, base, id);
      while (job.path("finishedAt").isNull()) {
        for (int n = 0; n < 25; n++) writer.writePaced();
        job = job(client, base, id);
      }
      writer.report("while rows are imported");
      System.out.println("the import: " + job.path("detail").asText());
    }
  }

  /// A title and an event in turn, each after the other's answer.
  private static final class Writer {
    private final HttpClient client;
    private final String base;
    private final List<Long> puts = new ArrayList<>();
    private final List<Long> events = new ArrayList<>();
    private int written;

    Writer(HttpClient client, String base) {
      this.client = client;
      this.base = base;
    }

    void writePaced() throws Exception {
      long began = System.nanoTime();
      String title = "by-hand-" + written % 100;
      String name = "By hand " + written + " " + began;
      send(
          client,
          base + "/v1/titles/" + title,
          "PUT",
          BodyPublishers.ofString("{\"kind\":\"movie\",\"name\":\"" + name + "\"}"),
          "json");
      long stored = System.nanoTime();
      puts.add(stored - began);
      String event =
          "[{\"id\":\"e%d\",\"type\":\"like\",\"userId\":\"u%d\",\"titleId\":\"%s\",\"timestamp\":\"%s\"}]"
              .formatted(began, written % 1_000, title, Instant.now());
      send(client, base + "/v1/events", "POST", BodyPublishers.ofString(event), "json");
      events.add(System.nanoTime() - stored);
      written++;
      long took = System.nanoTime() - began;
      if (took < EVERY_NANOS) Thread.sleep((EVERY_NANOS - took) / 1_000_000);
    }

    void forget() {
      puts.clear();
      events.clear();
    }

    void report(String when) {
      report("PUT of a title " + when, puts);
      report("POST of an event " + when, events);
    }

    private static void report(String what, List<Long> nanos) {
      nanos.sort(null);
      System.out.printf(
          Locale.ROOT,
          "%s: %d answers, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
          what,
          nanos.size(),
          nanos.get(nanos.size() / 2) / 1e6,
          nanos.get(nanos.size() * 99 / 100) / 1e6,
          nanos.getLast() / 1e6);
    }
  }

  private static JsonNode job(HttpClient client, String base, String id) throws Exception {
    return send(client, base + "/v1/jobs/" + id, "GET", BodyPublishers.noBody(), "json");
  }

  private static JsonNode send(
      HttpClient client, String address, String method, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/" + type)
                .method(method, body)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300)
      throw new IOException(method + " " + address + ": " + answer.statusCode());
    return Json.parse(answer.body());
  }
}
