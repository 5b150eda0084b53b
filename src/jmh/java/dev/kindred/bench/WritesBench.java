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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long a `PUT /v1/titles/{id}` takes over HTTP, one client, 50 a second: first alone, then
/// while the server imports generated rows. Each answer means that the title is on disk. The server
/// runs in this process.
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
    Settings settings = Settings.DEFAULT.withServer(Settings.DEFAULT.server().withPort(0));
    try (Service service =
            Service.start(settings, folder, BundledCatalogue.of(Path.of(".")), Progress.SILENT);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String base = service.address();
      for (int i = 0; i < ALONE; i++) put(client, base, i); // warm
      List<Long> alone = new ArrayList<>();
      for (int i = 0; i < ALONE; i++) alone.add(paced(client, base, i));
      report("PUT alone", alone);

      String id =
          send(client, base + "/v1/titles/import", "POST", BodyPublishers.ofFile(file), "x-ndjson")
              .path("jobId")
              .asText();
      List<Long> beside = new ArrayList<>();
      JsonNode job = job(client, base, id);
      int i = 0;
      while (job.path("finishedAt").isNull()) {
        for (int n = 0; n < 25; n++) beside.add(paced(client, base, i++));
        job = job(client, base, id);
      }
      report("PUT while rows are imported", beside);
      System.out.println("the import: " + job.path("detail").asText());
    }
  }

  private static long paced(HttpClient client, String base, int i) throws Exception {
    long began = System.nanoTime();
    put(client, base, i);
    long took = System.nanoTime() - began;
    if (took < EVERY_NANOS) Thread.sleep((EVERY_NANOS - took) / 1_000_000);
    return took;
  }

  private static void put(HttpClient client, String base, int i) throws Exception {
    String body = "{\"kind\":\"movie\",\"name\":\"By hand " + i + " " + System.nanoTime() + "\"}";
    send(
        client,
        base + "/v1/titles/by-hand-" + i % 100,
        "PUT",
        BodyPublishers.ofString(body),
        "json");
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

  private static void report(String what, List<Long> nanos) {
    nanos.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%s: %d writes, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        what,
        nanos.size(),
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.getLast() / 1e6);
  }
}
