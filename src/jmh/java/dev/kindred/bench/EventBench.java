package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.config.Settings;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Events: bytes each in a store of `rows` of them, durable events a second over HTTP in batches of
/// 100 from four clients, and how soon one event is in the taste of its viewer. Arguments: how many
/// events the store holds before, and a folder to work in.
final class EventBench {
  private static final int CLIENTS = 4;
  private static final int BATCH = 100;
  private static final int SECONDS = 20;
  static final int USERS = 100_000;
  private static final int TITLES = 800;
  private static final int LOOKS = 500;
  private static final int EVENTS_A_SESSION = 20;
  private static final String[] TYPES = {
    "impression", "impression", "impression", "click", "hover", "play", "progress", "rate"
  };

  private EventBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    DataFolder folder = DataFolder.at(Path.of(arguments[1])).create();
    Settings settings = Settings.DEFAULT.withPort(0);
    try (Service first =
        Service.start(settings, folder, BundledCatalogue.of(Path.of(".")), Progress.SILENT)) {
      System.out.println(first.titles() + " titles");
    }
    List<StoredTitle> titles;
    try (Database database = Database.open(folder.root())) {
      titles = database.titles().page(0, TITLES);
    }
    fill(folder, rows, titles);
    List<String> ids = titles.stream().map(title -> title.title().id().value()).toList();
    try (Service service =
            Service.start(settings, folder, BundledCatalogue.of(Path.of(".")), Progress.SILENT);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      ingest(client, service.address(), ids);
      looks(client, service.address(), ids);
    }
  }

  /// Stores events of the viewers that [#user] names.
  static void fill(DataFolder folder, int rows, List<StoredTitle> titles) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    Map<TitleId, TitleKey> keys = new HashMap<>();
    titles.forEach(title -> keys.put(title.title().id(), title.key()));
    List<String> ids = keys.keySet().stream().map(TitleId::value).sorted().toList();
    long began = System.nanoTime();
    try (EventDatabase database = EventDatabase.open(folder.root())) {
      EventStore store = database.events();
      List<CompletableFuture<List<EventStore.Outcome>>> waiting = new ArrayList<>();
      for (int done = 0; done < rows; ) {
        List<StoredEvent> batch = new ArrayList<>();
        while (batch.size() < 500 && done < rows) {
          for (String json : session(random, ids, EVENTS_A_SESSION)) {
            Event event =
                Objects.requireNonNull(
                    EventJson.read(JsonFields.of(Json.parse(json), "", new Faults())));
            TitleKey key = keys.get(Objects.requireNonNull(event.title()));
            batch.add(StoredEvent.of(event, key));
            done++;
          }
        }
        waiting.add(store.record(batch, Urgency.MASS));
        if (waiting.size() > 16) waiting.removeFirst().join();
      }
      waiting.forEach(CompletableFuture::join);
      System.out.printf(
          Locale.ROOT,
          "%,d events stored in %.0f s%n",
          store.count(),
          (System.nanoTime() - began) / 1e9);
    }
    long bytes = Files.size(folder.events());
    System.out.printf(
        Locale.ROOT, "events.db: %,d bytes, %.1f an event%n", bytes, bytes / (double) rows);
  }

  /// Events of one viewer's session as a page tells them: fresh UUIDs, a session, an answer that
  /// showed the titles, positions, and a context.
  private static List<String> session(SplittableRandom random, List<String> titles, int events) {
    String user = user(random);
    String session = uuid(random);
    String answer = uuid(random);
    long at = 1_700_000_000_000L + random.nextLong(80_000_000_000L);
    List<String> made = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      String type = TYPES[random.nextInt(TYPES.length)];
      at += random.nextInt(60_000);
      String said =
          switch (type) {
            case "hover" -> ",\"durationMs\":" + random.nextInt(5_000);
            case "progress" ->
                ",\"portion\":"
                    + random.nextInt(1_000) / 1e3
                    + ",\"positionSec\":"
                    + random.nextInt(7_200);
            case "rate" -> ",\"value\":" + (1 + random.nextInt(10)) / 2.0 + ",\"scale\":5";
            default -> ",\"position\":" + (i + 1);
          };
      made.add(
          """
          {"id":"%s","type":"%s","userId":"%s","titleId":"%s","timestamp":"%s","sessionId":"%s",\
          "recommendationId":"%s","placement":"home",\
          "context":{"device":"tv","locale":"en-GB","region":"GB"}%s}\
          """
              .formatted(
                  uuid(random),
                  type,
                  user,
                  titles.get(random.nextInt(titles.size())),
                  Instant.ofEpochMilli(at),
                  session,
                  answer,
                  said));
    }
    return made;
  }

  static String user(SplittableRandom random) {
    return "user-" + random.nextInt(USERS);
  }

  private static String uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static void ingest(HttpClient client, String base, List<String> titles) throws Exception {
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    long until = System.nanoTime() + (long) (SECONDS * 1e9);
    long began = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Integer>> sent = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        SplittableRandom random = new SplittableRandom(100 + c);
        sent.add(
            clients.submit(() -> {
              int accepted = 0;
              while (System.nanoTime() < until) {
                List<String> batch = new ArrayList<>(BATCH);
                while (batch.size() < BATCH)
                  batch.addAll(session(random, titles, EVENTS_A_SESSION));
                String body = "[" + String.join(",", batch) + "]";
                long start = System.nanoTime();
                JsonNode answer = post(client, base, body);
                nanos.add(System.nanoTime() - start);
                accepted += answer.path("accepted").asInt();
              }
              return accepted;
            }));
      }
      int accepted = 0;
      for (Future<Integer> one : sent) accepted += one.get();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d clients, batches of %d, %.0f s: %,.0f durable events/s%n",
          CLIENTS,
          BATCH,
          seconds,
          accepted / seconds);
    }
    report("answer to a batch of " + BATCH, nanos);
  }

  private static void looks(HttpClient client, String base, List<String> titles) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<Long> answers = new ArrayList<>();
    List<Long> visible = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      String event = session(random, titles, 1).getFirst().replace("\"impression\"", "\"play\"");
      JsonNode told = Json.parse(event);
      long start = System.nanoTime();
      post(client, base, "[" + event + "]");
      answers.add(System.nanoTime() - start);
      HttpResponse<String> taste =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(base + "/v1/users/" + told.path("userId").asText() + "/taste"))
                  .build(),
              BodyHandlers.ofString());
      visible.add(System.nanoTime() - start);
      if (taste.statusCode() != 200) throw new IllegalStateException(taste.body());
    }
    report("answer to one event", answers);
    report("event sent to taste read", visible);
  }

  private static JsonNode post(HttpClient client, String base, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 202) throw new IllegalStateException(answer.body());
    return Json.parse(answer.body());
  }

  private static void report(String what, List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    sorted.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%s: %d, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 99 / 100) / 1e6,
        sorted.getLast() / 1e6);
  }
}
