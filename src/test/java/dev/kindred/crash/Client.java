package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Calls of one Kindred. A call that a kill cuts off throws [IOException]. Thread-safe.
final class Client implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  Client(String address) {
    this.address = address;
  }

  record Answer(int status, String body) {
    JsonNode json() {
      return Json.parse(body);
    }

    @Override
    public String toString() {
      return status + " " + (body.length() <= 300 ? body : body.substring(0, 300) + "…");
    }
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "", "");
  }

  /// @param body empty for none
  Answer send(String method, String path, String body, String type) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(TIMEOUT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) request.header("Content-Type", type);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// @throws IOException also when the answer is not 200
  JsonNode json(String path) throws IOException {
    Answer answer = get(path);
    if (answer.status() != 200) throw new IOException("GET " + path + " answered " + answer);
    return answer.json();
  }

  /// Ids of the titles that hold the words, best first.
  List<String> found(String words) throws IOException {
    List<String> ids = new ArrayList<>();
    String query = URLEncoder.encode(words, StandardCharsets.UTF_8);
    json("/v1/search?mode=lexical&limit=100&q=" + query)
        .get("items")
        .forEach(item -> ids.add(item.get("id").textValue()));
    return ids;
  }

  /// Generations by state, such as `active`.
  Map<String, List<String>> generations() throws IOException {
    Map<String, List<String>> generations = new TreeMap<>();
    for (JsonNode item : json("/v1/generations").get("items")) {
      generations
          .computeIfAbsent(item.get("state").textValue(), _ -> new ArrayList<>())
          .add(item.get("id").textValue());
    }
    return generations;
  }

  /// The job once it is over.
  JsonNode finished(String jobId) throws IOException, InterruptedException {
    while (true) {
      JsonNode job = json("/v1/jobs/" + jobId);
      if (!job.get("finishedAt").isNull()) return job;
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
