package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One client, whose connection is kept alive and waits in the calling thread: a client with
/// threads of its own would be measured along with the server. Keeps the time of each request, and
/// of each stage that an answer tells, by name; and what this process, the server in it, took of
/// the CPU.
final class Client {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String base;
  private final Map<String, List<Double>> times = new TreeMap<>();
  private final Map<String, List<Double>> cpu = new TreeMap<>();
  private final Map<String, Map<String, List<Double>>> stages = new TreeMap<>();

  /// @param base address of the server
  Client(String base) {
    this.base = base;
  }

  JsonNode get(String path) throws IOException {
    return answer(connection(path));
  }

  JsonNode post(String path, String body) throws IOException {
    HttpURLConnection connection = connection(path);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return answer(connection);
  }

  void delete(String path) throws IOException {
    HttpURLConnection connection = connection(path);
    connection.setRequestMethod("DELETE");
    int status = connection.getResponseCode();
    if (status != 204) throw new IllegalStateException("DELETE " + path + ": " + status);
  }

  /// The same as [#post(String, String)], timed.
  JsonNode post(String name, String path, String body) throws IOException {
    long before = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    JsonNode answer = post(path, body);
    took(name, start);
    cpu.computeIfAbsent(name, _ -> new ArrayList<>())
        .add((PROCESS.getProcessCpuTime() - before) / 1e6);
    answer
        .path("timings")
        .properties()
        .forEach(stage ->
            stages
                .computeIfAbsent(name, _ -> new TreeMap<>())
                .computeIfAbsent(stage.getKey(), _ -> new ArrayList<>())
                .add(stage.getValue().asDouble()));
    return answer;
  }

  /// @param start as of [System#nanoTime]
  void took(String name, long start) {
    times.computeIfAbsent(name, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
  }

  /// Prints p50, p90, p99 of each name and p50/p99 of its stages, in ms, and forgets them.
  void report() {
    times.forEach((name, all) -> {
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(
              Locale.ROOT,
              "%-26s n %4d  p50 %6.2f  p90 %6.2f  p99 %6.2f  max %6.2f  cpu p50 %5.1f |",
              name,
              all.size(),
              at(all, .5),
              at(all, .9),
              at(all, .99),
              at(all, 1),
              at(cpu.getOrDefault(name, List.of(0.0)), .5)));
      stages
          .getOrDefault(name, Map.of())
          .forEach((stage, ms) ->
              line.append(
                  String.format(Locale.ROOT, " %s %.2f/%.2f", stage, at(ms, .5), at(ms, .99))));
      System.out.println(line);
    });
    forget();
  }

  /// Drops what was kept.
  void forget() {
    times.clear();
    cpu.clear();
    stages.clear();
  }

  private static double at(List<Double> values, double quantile) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
  }

  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection) URI.create(base + path).toURL().openConnection();
  }

  private static JsonNode answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 300 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] answer = in.readAllBytes();
      if (status >= 300)
        throw new IllegalStateException(status + " " + new String(answer, StandardCharsets.UTF_8));
      return Json.parse(answer);
    }
  }
}
