package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;

/// Latency over HTTP, one client, on a data folder that holds a catalogue: whole hybrid search (top
/// 20, two facets, highlights) with the query vector cached and without, `similar`, `suggest`. The
/// server runs in this process, so its heap is this process's (`-Xmx1g` proves that it is enough).
///
/// Arguments: data folder, file of queries (one JSON object with `query` a line, gzip). Queries of
/// at most 60 words are used: the first ones while the process is cold, others for the rest.
public final class SearchBench {
  private static final int QUERIES = 1_000;
  private static final int ROUNDS = 3;

  private SearchBench() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.DEFAULT.withPort(0);
    try (Service service =
        Service.start(
            settings,
            DataFolder.at(Path.of(arguments[0])),
            BundledCatalogue.of(Path.of(".")),
            Progress.SILENT)) {
      String base = "http://127.0.0.1:" + service.port();
      List<String> all = queries(Path.of(arguments[1]));
      List<String> cold = all.subList(0, all.size() / 2);
      List<String> queries = all.subList(all.size() / 2, all.size());
      List<String> ids = ids(base);
      System.out.printf(
          Locale.ROOT,
          "%,d titles, %d queries, %d rounds each, ms over HTTP%n",
          service.titles(),
          queries.size(),
          ROUNDS);
      List<Callable<byte[]>> first = new ArrayList<>();
      for (String query : cold) first.add(() -> search(base, query));
      List<Callable<byte[]>> uncached = new ArrayList<>();
      List<Callable<byte[]>> similar = new ArrayList<>();
      List<Callable<byte[]>> suggest = new ArrayList<>();
      Random random = new Random(7);
      for (String query : queries) {
        uncached.add(() -> search(base, query));
        String id = URLEncoder.encode(ids.get(random.nextInt(ids.size())), StandardCharsets.UTF_8);
        similar.add(() -> get(base + "/v1/titles/" + id + "/similar?limit=20"));
        String typed = query.substring(0, Math.min(query.length(), 3 + random.nextInt(9)));
        String q = URLEncoder.encode(typed, StandardCharsets.UTF_8);
        suggest.add(() -> get(base + "/v1/suggest?q=" + q));
      }
      report("search, the first of the process", first, 1);
      report("search, query vector not cached", uncached, 1);
      report("search, query vector cached", uncached, ROUNDS);
      report("similar", similar, ROUNDS);
      report("suggest", suggest, ROUNDS);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "heap in use %d MiB of at most %d MiB%n",
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          runtime.maxMemory() >> 20);
    }
  }

  private static void report(String name, List<Callable<byte[]>> requests, int rounds)
      throws Exception {
    List<Double> all = new ArrayList<>();
    Map<String, List<Double>> stages = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Callable<byte[]> request : requests) {
        long start = System.nanoTime();
        byte[] answer = request.call();
        all.add((System.nanoTime() - start) / 1e6);
        timings(answer)
            .forEach((stage, ms) -> stages.computeIfAbsent(stage, s -> new ArrayList<>()).add(ms));
      }
    }
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-34s p50 %6.2f  p90 %6.2f  p99 %6.2f  |",
            name,
            at(all, .5),
            at(all, .9),
            at(all, .99)));
    stages.forEach((stage, ms) ->
        line.append(String.format(Locale.ROOT, " %s %.2f/%.2f", stage, at(ms, .5), at(ms, .99))));
    System.out.println(line);
  }

  private static double at(List<Double> values, double quantile) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
  }

  private static byte[] search(String base, String query) throws IOException {
    ObjectNode body = Json.object().put("query", query).put("limit", 20).put("highlight", true);
    body.set("facets", Json.strings(List.of("genres", "decade")));
    HttpURLConnection connection = connection(base + "/v1/search");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(Json.writeBytes(body));
    }
    return answer(connection);
  }

  private static byte[] get(String address) throws IOException {
    return answer(connection(address));
  }

  /// A connection that is kept alive and waits in this very thread: a client with threads of its
  /// own would be measured along with the server.
  private static HttpURLConnection connection(String address) throws IOException {
    return (HttpURLConnection) URI.create(address).toURL().openConnection();
  }

  private static byte[] answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] answer = in.readAllBytes();
      if (status != 200)
        throw new IllegalStateException(status + " " + new String(answer, StandardCharsets.UTF_8));
      return answer;
    }
  }

  private static Map<String, Double> timings(byte[] answer) {
    Map<String, Double> timings = new LinkedHashMap<>();
    Json.parse(answer)
        .path("timings")
        .properties()
        .forEach(e -> timings.put(e.getKey(), e.getValue().asDouble()));
    return timings;
  }

  private static List<String> queries(Path file) throws IOException {
    List<String> queries = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine();
          line != null && queries.size() < 2 * QUERIES;
          line = in.readLine()) {
        String query = Json.parse(line).get("query").asText();
        if (!query.isBlank() && query.split("\\s+", -1).length <= 60 && query.length() <= 2_000)
          queries.add(query);
      }
    }
    return queries;
  }

  private static List<String> ids(String base) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode item : Json.parse(get(base + "/v1/search?q=&limit=100")).get("items"))
      ids.add(item.get("id").asText());
    return ids;
  }
}
