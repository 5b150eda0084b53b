package dev.kindred.fuzz;

import dev.kindred.http.FuzzedServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The routes by what of them is fuzzed: a body, a query, the path, the headers. Each request goes
/// through the real server and the handler behind it.
final class RouteTargets {
  private static final byte[] NOTHING = {};
  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH");

  private static final Map<String, Request> REQUESTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("search", body("POST", "/v1/search")),
              Map.entry("put", body("PUT", "/v1/titles/a")),
              Map.entry("import", body("POST", "/v1/titles/import")),
              Map.entry("events", body("POST", "/v1/events")),
              Map.entry("events-lines", RouteTargets::eventLines),
              Map.entry("user", body("PUT", "/v1/users/u")),
              Map.entry("recommendations", body("POST", "/v1/recommendations")),
              Map.entry("rows", body("POST", "/v1/rows")),
              Map.entry("next-query", target("GET", "/v1/recommendations/")),
              Map.entry("onboarding-query", target("GET", "/v1/onboarding?")),
              Map.entry("keys", body("POST", "/v1/keys")),
              Map.entry("generations", body("POST", "/v1/generations")),
              Map.entry("activate", body("POST", "/v1/generations/g1/activate")),
              Map.entry("merge", body("POST", "/v1/titles/a/merge")),
              Map.entry("split", body("POST", "/v1/titles/b/split")),
              Map.entry("backups", body("POST", "/v1/backups")),
              Map.entry("import-mapping", RouteTargets::importMapping),
              Map.entry("prune-query", target("POST", "/v1/generations/prune?")),
              Map.entry("duplicates-query", target("GET", "/v1/duplicates?")),
              Map.entry("search-query", target("GET", "/v1/search?")),
              Map.entry("suggest-query", target("GET", "/v1/suggest?q=")),
              Map.entry("titles-query", target("GET", "/v1/titles?")),
              Map.entry("jobs-query", target("GET", "/v1/jobs?")),
              Map.entry("title-path", target("GET", "/v1/titles/")),
              Map.entry("similar", target("GET", "/v1/titles/t1/similar?")),
              Map.entry("path", RouteTargets::anyPath),
              Map.entry("headers", RouteTargets::headers)));

  private RouteTargets() {}

  @FunctionalInterface
  private interface Request {
    void send(FuzzedServer server, byte[] input);
  }

  static List<String> names() {
    return List.copyOf(REQUESTS.keySet());
  }

  static FuzzTarget open(String name) {
    Request request = REQUESTS.get(name);
    if (request == null) throw new IllegalArgumentException("no route " + name + " of " + names());
    FuzzedServer server = Shared.SERVER;
    return input -> request.send(server, input);
  }

  /// One server for the life of the process.
  private static final class Shared {
    static final FuzzedServer SERVER =
        new FuzzedServer(SmallIndex.search(), SmallIndex.recommendations());
  }

  private static Request body(String method, String path) {
    byte[] target = path.getBytes(StandardCharsets.US_ASCII);
    return (server, input) -> server.ask(method, target, input);
  }

  /// The input ends the request target.
  private static Request target(String method, String start) {
    return (server, input) -> server.ask(method, target(start, input), NOTHING);
  }

  private static void eventLines(FuzzedServer server, byte[] input) {
    server.ask(
        "POST", "/v1/events".getBytes(StandardCharsets.US_ASCII), "application/x-ndjson", input);
  }

  private static void importMapping(FuzzedServer server, byte[] input) {
    byte[] csv = "a,b\n1,Ash\n".getBytes(StandardCharsets.US_ASCII);
    server.ask("POST", target("/v1/titles/import?mapping=", input), csv);
  }

  /// The first byte chooses the method.
  private static void anyPath(FuzzedServer server, byte[] input) {
    if (input.length == 0) return;
    String method = METHODS.get(Math.floorMod(input[0], METHODS.size()));
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    server.ask(method, target("/", rest), "{}".getBytes(StandardCharsets.US_ASCII));
  }

  private static void headers(FuzzedServer server, byte[] input) {
    if (input.length == 0) return;
    String method = METHODS.get(Math.floorMod(input[0], METHODS.size()));
    server.askWith(method, Arrays.copyOfRange(input, 1, input.length));
  }

  /// As a request target can be sent: what would end it is percent-encoded.
  private static byte[] target(String start, byte[] input) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    target.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    for (byte b : input) {
      if (b == '\r' || b == '\n' || b == ' ' || b == '#')
        target.writeBytes("%%%02X".formatted(b).getBytes(StandardCharsets.US_ASCII));
      else target.write(b);
    }
    return target.toByteArray();
  }
}
