package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.crash.KillPoint.Operation;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything at once against one server, until it is killed: three writers, one that merges and
/// splits, an importer, one that rebuilds and flips, one that backs up, one that searches. Each
/// writes titles of its own, so that it is known which of two writes was the later.
final class Workload implements AutoCloseable {
  private static final int WRITERS = 3;
  private static final int TITLES_OF_A_WRITER = 12;

  private final Client client;
  private final Ledger ledger;
  private final Killer killer;
  private final Runnable victim;
  private final List<Thread> lanes = new ArrayList<>();
  private final Queue<String> backups = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private volatile @Nullable String active;

  Workload(Client client, Ledger ledger, Killer killer, Runnable victim) {
    this.client = client;
    this.ledger = ledger;
    this.killer = killer;
    this.victim = victim;
  }

  private interface Lane {
    void step(SplittableRandom random) throws IOException, InterruptedException;
  }

  /// @param trained data folder whose models change, in place of rebuilds and flips; null for these
  void start(SplittableRandom random, @Nullable Path trained) {
    for (int writer = 1; writer <= WRITERS; writer++) {
      String prefix = "w" + writer + "-";
      begin(prefix + "writer", random.split(), lane -> write(prefix, lane));
    }
    MergingLane merging =
        new MergingLane(
            client, ledger, () -> killer.begins(Operation.MERGE, victim), surprises::add);
    begin("merger", random.split(), merging::step);
    begin("importer", random.split(), this::importRows);
    Lane generations = trained == null ? this::rebuildOrFlip : taste(trained)::step;
    begin("rebuilder", random.split(), generations);
    begin("keeper", random.split(), this::backUp);
    begin("searcher", random.split(), this::search);
  }

  private TasteLane taste(Path folder) {
    return new TasteLane(
        client, folder, () -> killer.begins(Operation.TASTE, victim), surprises::add);
  }

  /// What was answered that a Kindred in good health does not answer.
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /// The generation that must be active: of the last rebuild or flip, when nothing began after it.
  Optional<String> active() {
    return Optional.ofNullable(active);
  }

  /// Backups that were reported as made.
  List<String> backups() {
    return List.copyOf(backups);
  }

  /// Waits for all to have noticed the kill.
  @Override
  public void close() {
    client.close();
    for (Thread lane : lanes) lane.interrupt();
    for (Thread lane : lanes) {
      try {
        lane.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void begin(String name, SplittableRandom random, Lane lane) {
    Runnable steps =
        () -> {
          try {
            while (!killer.isOver()) lane.step(random);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            // The server is gone; if it went by itself, the restart tells.
          } catch (RuntimeException e) {
            surprises.add(name + " failed: " + e);
          }
        };
    lanes.add(Thread.ofPlatform().daemon().name(name).start(steps));
  }

  private void write(String prefix, SplittableRandom random) throws IOException {
    TitleId id = new TitleId(prefix + random.nextInt(TITLES_OF_A_WRITER));
    String wait = random.nextInt(8) == 0 ? "?refresh=wait" : "";
    boolean delete = random.nextInt(3) == 0;
    Title title = Versions.title(id, random.nextInt());
    Ledger.Attempt attempt = ledger.attempt(id, delete ? Optional.empty() : Optional.of(title));
    killer.begins(delete ? Operation.DELETE : Operation.PUT, victim);
    Client.Answer answer =
        delete
            ? client.send("DELETE", "/v1/titles/" + id + wait, "", "")
            : client.send("PUT", "/v1/titles/" + id + wait, line(title), "application/json");
    boolean done =
        delete ? List.of(202, 204, 404).contains(answer.status()) : answer.status() / 100 == 2;
    if (done) ledger.answered(attempt);
    else surprises.add((delete ? "DELETE " : "PUT ") + id + " was answered " + answer);
  }

  private void importRows(SplittableRandom random) throws IOException, InterruptedException {
    Rows rows = Rows.draw(ledger, "i-", random);
    killer.begins(Operation.IMPORT, victim);
    Client.Answer answer =
        client.send("POST", "/v1/titles/import", rows.lines(), "application/x-ndjson");
    if (answer.status() != 202) {
      surprises.add("an import was answered " + answer);
      return;
    }
    JsonNode job = client.finished(answer.json().get("jobId").textValue());
    if (job.get("state").textValue().equals("done") && job.get("rejected").intValue() == 0)
      rows.answered();
    else surprises.add("an import ended as " + job);
    Thread.sleep(random.nextInt(500)); // so that a flip can catch up
  }

  private void rebuildOrFlip(SplittableRandom random) throws IOException, InterruptedException {
    List<String> ready = client.generations().getOrDefault("ready", List.of());
    active = null;
    if (ready.isEmpty() || random.nextBoolean()) {
      killer.begins(Operation.REBUILD, victim);
      Client.Answer answer = client.send("POST", "/v1/generations", "", "");
      if (answer.status() != 202) {
        surprises.add("a rebuild was answered " + answer);
        return;
      }
      JsonNode job = client.finished(answer.json().get("jobId").textValue());
      if (job.get("state").textValue().equals("done")) active = only("active");
      else surprises.add("a rebuild ended as " + job);
    } else {
      String to = ready.get(random.nextInt(ready.size()));
      killer.begins(Operation.FLIP, victim);
      Client.Answer answer = client.send("POST", "/v1/generations/" + to + "/activate", "", "");
      if (answer.status() == 204) active = to;
      else if (answer.status() != 409) surprises.add("a flip was answered " + answer);
    }
    Thread.sleep(random.nextInt(200));
  }

  private void backUp(SplittableRandom random) throws IOException, InterruptedException {
    killer.begins(Operation.BACKUP, victim);
    Client.Answer answer = client.send("POST", "/v1/backups", "", "");
    if (answer.status() != 202) {
      surprises.add("a backup was answered " + answer);
      return;
    }
    JsonNode job = client.finished(answer.json().get("jobId").textValue());
    if (job.get("state").textValue().equals("done")) backups.add(job.get("subject").textValue());
    else surprises.add("a backup ended as " + job);
    Thread.sleep(random.nextInt(1_500));
  }

  private String only(String state) throws IOException {
    return client.generations().getOrDefault(state, List.of("none")).getFirst();
  }

  private void search(SplittableRandom random) throws IOException, InterruptedException {
    String path = random.nextBoolean() ? "/v1/search?q=voyage+and+crossing" : "/v1/suggest?q=voy";
    Client.Answer answer = client.get(path);
    if (answer.status() != 200) surprises.add(path + " was answered " + answer);
    Thread.sleep(random.nextInt(50));
  }

  private static String line(Title title) {
    ObjectNode json = title.toJson();
    return Json.write(json);
  }

  /// Rows of one import, noted as attempts. Those of a later import are other versions of the same
  /// titles.
  record Rows(Ledger ledger, List<Ledger.Attempt> attempts) {
    static Rows draw(Ledger ledger, String prefix, SplittableRandom random) {
      return of(ledger, prefix, random.nextInt(20, 1_500), random::nextInt);
    }

    static Rows of(Ledger ledger, String prefix, int count, Supplier<Integer> versions) {
      List<Ledger.Attempt> attempts = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        TitleId id = new TitleId(prefix + row);
        attempts.add(ledger.attempt(id, Optional.of(Versions.title(id, versions.get()))));
      }
      return new Rows(ledger, attempts);
    }

    String lines() {
      StringBuilder lines = new StringBuilder();
      for (Ledger.Attempt attempt : attempts)
        lines.append(line(attempt.title().orElseThrow())).append('\n');
      return lines.toString();
    }

    void answered() {
      attempts.forEach(ledger::answered);
    }
  }
}
