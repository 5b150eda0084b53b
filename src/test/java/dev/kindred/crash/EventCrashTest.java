package dev.kindred.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.UserId;
import dev.kindred.json.Json;
import dev.kindred.storage.EventDatabase;
import dev.kindred.testing.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Four clients tell events as fast as they are answered; SIGKILL; a new start on the same folder
/// knows every event that was answered, and nothing of the simulated audience that was there
/// before.
@Timeout(120)
final class EventCrashTest {
  private static final int CLIENTS = 4;
  private static final int BATCH = 100;
  private static final int ANSWERED = 60;

  @TempDir private Path work;

  @Test
  void noAnsweredEventIsLost() throws Exception {
    CrashLab lab = new CrashLab(work);
    try (HttpClient client = HttpClient.newHttpClient()) {
      Path folder = lab.newFolder("events", false);
      try (EventDatabase events = EventDatabase.open(folder)) {
        events.events().simulate(List.of(simulated())).join();
      }
      Set<String> answered = new HashSet<>();
      try (KindredProcess server = lab.serving(folder, "killed")) {
        String base = server.address(CrashLab.PATIENCE);
        assertThat(
                send(client, "PUT", base + "/v1/titles/a", "{\"kind\":\"movie\",\"name\":\"A\"}")
                    .statusCode())
            .isIn(200, 201);
        answered.addAll(load(client, base, server));
      }
      assertThat(answered).hasSizeGreaterThanOrEqualTo(ANSWERED * BATCH);

      try (EventDatabase events = EventDatabase.open(folder)) {
        assertThat(events.events().simulated()).isFalse();
      }
      try (KindredProcess server = lab.serving(folder, "again")) {
        String base = server.address(CrashLab.PATIENCE);
        Set<String> there = new HashSet<>();
        for (int c = 0; c < CLIENTS; c++) {
          JsonNode export =
              Json.parse(
                  send(client, "GET", base + "/v1/users/viewer-" + c + "/export", "").body());
          for (JsonNode event : export.get("events")) there.add(event.get("id").asText());
        }
        assertThat(there).containsAll(answered);
        // What was sent and not answered is there in whole batches: a request is one commit.
        assertThat(there.size() % BATCH).isZero();
        String one = answered.iterator().next();
        assertThat(
                send(
                        client,
                        "POST",
                        base + "/v1/events",
                        "[" + event(one, 0) + "," + event("new", 0) + "]")
                    .body())
            .contains("\"accepted\":1,\"duplicates\":1");
      }
    } finally {
      lab.close();
    }
  }

  private static StoredEvent simulated() {
    return StoredEvent.of(
        Events.of(EventType.LIKE).by(UserId.SIMULATED + "1").build(), new TitleKey(1));
  }

  /// Sends until enough was answered, then kills while all are at it.
  private static List<String> load(HttpClient client, String base, KindredProcess server)
      throws InterruptedException {
    ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
    AtomicInteger batches = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int c = 0; c < CLIENTS; c++) {
      int who = c;
      clients.execute(() -> {
        for (int batch = 0; ; batch++) {
          List<String> ids = new ArrayList<>();
          List<String> events = new ArrayList<>();
          for (int i = 0; i < BATCH; i++) {
            ids.add("c" + who + "-" + batch + "-" + i);
            events.add(event(ids.getLast(), who));
          }
          try {
            HttpResponse<String> answer =
                send(client, "POST", base + "/v1/events", events.toString());
            if (answer.statusCode() != 202) throw new IllegalStateException(answer.body());
          } catch (IOException e) {
            return; // it was killed
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
          answered.addAll(ids);
          batches.incrementAndGet();
        }
      });
    }
    while (batches.get() < ANSWERED) Thread.sleep(5);
    server.kill();
    clients.close();
    return List.copyOf(answered);
  }

  private static String event(String id, int who) {
    return """
    {"id":"%s","type":"progress","userId":"viewer-%d","titleId":"a","portion":0.5,\
    "timestamp":"2026-01-01T00:00:00Z"}\
    """
        .formatted(id, who);
  }

  private static HttpResponse<String> send(
      HttpClient client, String method, String address, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
