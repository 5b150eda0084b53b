package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Json;
import dev.kindred.operation.BackupOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares what a Kindred serves after a crash with the [Ledger].
final class Verification {
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final int SEARCHED = 120;
  private static final int SIMILAR = 5;
  private static final int MAX_FAULTS = 20;
  private static final Pattern TITLES = Pattern.compile("(?m)^kindred_titles(?:\\{[^}]*})? (\\S+)");

  private final Client client;
  private final Ledger ledger;
  private final List<String> faults = new ArrayList<>();

  Verification(Client client, Ledger ledger) {
    this.client = client;
    this.ledger = ledger;
  }

  /// @param active the generation that must serve, when it is known
  /// @param backups that must be there
  /// @param random chooses the titles that are looked at closely
  /// @return what is wrong, empty when all is as it should be
  List<String> faults(Optional<String> active, List<String> backups, SplittableRandom random)
      throws IOException, InterruptedException {
    if (!settled()) return faults;
    Map<TitleId, JsonNode> titles = walk();
    checkContents(titles);
    checkPairs(titles);
    checkCounts(titles.size());
    checkSearches(titles, random);
    checkGenerations(active);
    checkBackups(backups);
    return faults;
  }

  private void fault(String what) {
    if (faults.size() < MAX_FAULTS) faults.add(what);
    else if (faults.size() == MAX_FAULTS) faults.add("… and more");
  }

  /// Waits until it is ready, has caught up, and no job goes on.
  private boolean settled() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (true) {
      Client.Answer health = client.get("/health/ready");
      String unfinished = unfinishedJobs();
      boolean ready = health.status() == 200 && health.body().contains("up to date");
      if (ready && unfinished.isEmpty()) return true;
      if (System.nanoTime() > deadline) {
        fault("after " + SETTLING.toSeconds() + " s: " + health + " " + unfinished);
        return false;
      }
      Thread.sleep(50);
    }
  }

  private String unfinishedJobs() throws IOException {
    StringBuilder unfinished = new StringBuilder();
    for (JsonNode job : client.json("/v1/jobs?limit=100").get("items")) {
      if (job.get("finishedAt").isNull()) unfinished.append(job).append(' ');
    }
    return unfinished.toString();
  }

  /// Every title of the store by the walk of the catalogue.
  private Map<TitleId, JsonNode> walk() throws IOException {
    Map<TitleId, JsonNode> titles = new TreeMap<>();
    String cursor = "";
    do {
      JsonNode page = client.json("/v1/titles?limit=100" + cursor);
      for (JsonNode item : page.get("items")) {
        ObjectNode title = (ObjectNode) item;
        title.remove("profile");
        if (titles.put(new TitleId(title.get("id").textValue()), title) != null)
          fault(title.get("id") + " is in the walk twice");
      }
      JsonNode next = page.get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.textValue();
    } while (!cursor.isEmpty());
    return titles;
  }

  private void checkContents(Map<TitleId, JsonNode> titles) {
    for (TitleId id : ledger.ids()) {
      JsonNode now = titles.get(id);
      List<Ledger.Attempt> allowed = ledger.allowed(id);
      if (allowed.stream().noneMatch(attempt -> same(attempt.title(), now)))
        fault(id + " is " + (now == null ? "gone" : now) + " but should be one of " + allowed);
    }
    for (TitleId id : titles.keySet()) {
      if (!ledger.ids().contains(id)) fault(id + " was never written");
    }
  }

  /// A merge is there whole or not at all: nothing is lost by it, nothing there twice.
  private void checkPairs(Map<TitleId, JsonNode> titles) {
    for (TitleId id : ledger.ids()) {
      if (!MergingLane.isDropped(id)) continue;
      Set<MergingLane.Shape> shapes = MergingLane.shapes(id, titles);
      boolean written = ledger.allowed(id).getFirst().number() > 0;
      if (shapes.size() > 1 || (shapes.isEmpty() && written))
        fault(id + " and " + MergingLane.kept(id) + " are " + shapes);
    }
  }

  private static boolean same(Optional<Title> wanted, @Nullable JsonNode now) {
    if (wanted.isEmpty() || now == null) return wanted.isEmpty() && now == null;
    return Json.parse(Json.write(wanted.get().toJson())).equals(now);
  }

  private void checkCounts(int stored) throws IOException {
    Matcher gauge = TITLES.matcher(client.get("/metrics").body());
    double indexed = gauge.find() ? Double.parseDouble(gauge.group(1)) : -1;
    if (indexed != stored)
      fault("the store holds " + stored + " titles, the index " + (long) indexed);
  }

  /// The word of what is there finds it once; the words of what it was before find nothing.
  private void checkSearches(Map<TitleId, JsonNode> titles, SplittableRandom random)
      throws IOException {
    List<TitleId> ids = chosen(random);
    int similar = 0;
    for (TitleId id : ids) {
      JsonNode now = titles.get(id);
      String path = URLEncoder.encode(id.value(), StandardCharsets.UTF_8);
      int status = client.get("/v1/titles/" + path).status();
      boolean merged = MergingLane.isMerged(id, titles);
      if (status != (now == null && !merged ? 404 : 200))
        fault("GET of " + id + " answers " + status);
      for (Ledger.Attempt attempt : ledger.all(id)) {
        if (attempt.title().isEmpty()) continue;
        String word = Versions.word(attempt.title().get());
        TitleId holder = merged ? MergingLane.kept(id) : id;
        List<String> wanted = holds(titles.get(holder), word) ? List.of(holder.value()) : List.of();
        List<String> found = client.found(word);
        if (!found.equals(wanted)) fault(word + " finds " + found + ", not " + wanted);
      }
      if (now != null && similar++ < SIMILAR) checkSimilar(path, titles);
    }
  }

  /// Whether the word is in the name of a title, or in one that was merged into it.
  private static boolean holds(@Nullable JsonNode title, String word) {
    return title != null
        && (title.get("name").textValue().endsWith(word)
            || title.path("aliases").toString().contains(word));
  }

  private void checkSimilar(String id, Map<TitleId, JsonNode> titles) throws IOException {
    List<String> ids = new ArrayList<>();
    client
        .json("/v1/titles/" + id + "/similar?limit=50")
        .get("items")
        .forEach(item -> ids.add(item.get("id").textValue()));
    if (ids.stream().distinct().count() != ids.size()) fault("similar to " + id + " twice: " + ids);
    for (String other : ids) {
      if (!titles.containsKey(new TitleId(other)))
        fault("similar to " + id + ": " + other + ", which is not there");
    }
  }

  /// Those whose last write was not answered, and some of the others.
  private List<TitleId> chosen(SplittableRandom random) {
    List<TitleId> chosen = new ArrayList<>();
    List<TitleId> others = new ArrayList<>();
    for (TitleId id : ledger.ids()) (ledger.allowed(id).size() > 1 ? chosen : others).add(id);
    List<TitleId> some = new ArrayList<>();
    for (List<TitleId> from : List.of(chosen, others)) {
      for (int i = 0; i < SEARCHED / 2 && !from.isEmpty(); i++)
        some.add(from.remove(random.nextInt(from.size())));
    }
    return some;
  }

  private void checkGenerations(Optional<String> active) throws IOException, InterruptedException {
    Map<String, List<String>> generations = client.generations();
    List<String> serving = generations.getOrDefault("active", List.of());
    if (serving.size() != 1) fault("active are " + serving);
    if (active.isPresent() && !serving.contains(active.get()))
      fault("active is " + serving + ", but the last flip was to " + active.get());
    if (isTooMany(generations)) checkNextRebuild();
  }

  private static boolean isTooMany(Map<String, List<String>> generations) {
    return generations.getOrDefault("ready", List.of()).size() > 1;
  }

  /// A rebuild that was cut off between its flip and the clearing leaves one too many, which the
  /// next one clears away.
  private void checkNextRebuild() throws IOException, InterruptedException {
    Client.Answer answer = client.send("POST", "/v1/generations", "", "");
    if (answer.status() != 202) fault("a rebuild was answered " + answer);
    else client.finished(answer.json().get("jobId").textValue());
    Map<String, List<String>> generations = client.generations();
    if (isTooMany(generations)) fault("more generations than are kept: " + generations);
  }

  private void checkBackups(List<String> made) throws IOException {
    String listed = client.json("/v1/backups").toString();
    // Older ones make way, one of them perhaps for a backup that was made but not answered.
    int kept = BackupOptions.DEFAULT.kept() - 1;
    for (String backup : made.subList(Math.max(0, made.size() - kept), made.size())) {
      if (!listed.contains('"' + backup)) fault("backup " + backup + " is gone from " + listed);
    }
  }
}
