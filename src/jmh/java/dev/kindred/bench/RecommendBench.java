package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.UUID;

/// Recommendations over HTTP, one client, on a data folder that holds a catalogue (and models, once
/// `kindred train` was run): by how many events are known of the viewer, `home`, every other
/// placement, and the home page of rows; then one event and the recommendation after it, as one
/// time. Its viewers are its own, and are erased at the end.
///
/// Argument: data folder.
public final class RecommendBench {
  private static final int[] EVENTS = {0, 3, 20, 200};
  private static final int VIEWERS = 40;
  private static final int ROUNDS = 10;
  private static final int LOOKS = 500;
  private static final List<String> PLACEMENTS =
      List.of("because", "continue", "trending", "popular", "new", "hiddenGems", "explore");

  private final Client client;
  private final List<String> titles;
  private final SplittableRandom random = new SplittableRandom(7);

  private RecommendBench(Client client, List<String> titles) {
    this.client = client;
    this.titles = titles;
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.DEFAULT.withPort(0);
    try (Service service =
        Service.start(
            settings,
            DataFolder.at(Path.of(arguments[0])),
            BundledCatalogue.of(Path.of(".")),
            Progress.SILENT)) {
      Client client = new Client("http://127.0.0.1:" + service.port());
      System.out.printf(Locale.ROOT, "%,d titles, ms over HTTP%n", service.titles());
      RecommendBench bench = new RecommendBench(client, known(client));
      try {
        bench.tellAll();
        bench.lists(1);
        client.forget();
        bench.lists(ROUNDS);
        client.report();
        bench.looks();
        client.report();
      } finally {
        bench.eraseAll();
      }
    }
  }

  /// The best known titles.
  private static List<String> known(Client client) throws IOException {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 5; page++) {
      JsonNode answer = client.get("/v1/search?q=&limit=100" + cursor);
      for (JsonNode item : answer.get("items")) ids.add(item.get("id").asText());
      if (answer.get("nextCursor").isNull()) break;
      cursor = "&cursor=" + answer.get("nextCursor").asText();
    }
    return ids;
  }

  private static String viewer(int events, int number) {
    return "bench-" + events + "-" + number;
  }

  private void tellAll() throws IOException {
    for (int events : EVENTS) {
      for (int number = 0; number < VIEWERS && events > 0; number++) {
        StringJoiner batch = new StringJoiner(",", "[", "]");
        for (int i = 0; i < events; i++)
          batch.add(event(viewer(events, number), Instant.now().minusSeconds(60L * (events - i))));
        var _ = client.post("/v1/events", batch.toString());
      }
    }
  }

  private void eraseAll() throws IOException {
    for (int events : EVENTS)
      for (int number = 0; number < VIEWERS && events > 0; number++)
        client.delete("/v1/users/" + viewer(events, number));
  }

  private String event(String viewer, Instant at) {
    String what =
        switch (random.nextInt(5)) {
          case 0 -> "\"type\":\"progress\",\"portion\":0.4";
          case 1 -> "\"type\":\"rate\",\"value\":" + (1 + random.nextInt(5)) + ",\"scale\":5";
          default -> "\"type\":\"complete\"";
        };
    return "{\"id\":\"%s\",%s,\"userId\":\"%s\",\"titleId\":\"%s\",\"timestamp\":\"%s\"}"
        .formatted(
            new UUID(random.nextLong(), random.nextLong()),
            what,
            viewer,
            titles.get((int) (titles.size() * Math.pow(random.nextDouble(), 2))),
            at);
  }

  private void lists(int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (int number = 0; number < VIEWERS; number++) {
        for (int events : EVENTS) {
          String who = "\"userId\":\"" + viewer(events, number) + "\"";
          String known = String.format(Locale.ROOT, "%3d events: ", events);
          var _ =
              client.post(
                  known + "home", "/v1/recommendations", "{\"placement\":\"home\"," + who + "}");
          if (round % 5 > 0) continue;
          for (String placement : PLACEMENTS) {
            var _ =
                client.post(
                    known + placement,
                    "/v1/recommendations",
                    "{\"placement\":\"" + placement + "\"," + who + "}");
          }
          var _ = client.post(known + "rows", "/v1/rows", "{\"limit\":12," + who + "}");
        }
      }
    }
  }

  private void looks() throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      String viewer = viewer(EVENTS[1 + look % 3], look % VIEWERS);
      String event = "[" + event(viewer, Instant.now()) + "]";
      String list = "{\"placement\":\"home\",\"userId\":\"" + viewer + "\"}";
      long start = System.nanoTime();
      var _ = client.post("event, answered", "/v1/events", event);
      var _ = client.post("list after an event", "/v1/recommendations", list);
      client.took("event told to list read", start);
    }
  }
}
