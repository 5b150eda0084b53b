package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.MergeRule;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Json;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Merges pairs of titles and splits them again. What the ledger is told of each of the two ids is
/// what a walk of the catalogue shows under it.
final class MergingLane {
  private static final int PAIRS = 6;
  private static final String KEPT = "-kept";
  private static final String DROPPED = "-dropped";

  private final Client client;
  private final Ledger ledger;
  private final Runnable merges;
  private final Consumer<String> surprises;
  private final Map<Integer, Pair> pairs = new HashMap<>();

  private enum State {
    APART,
    MERGED
  }

  private record Pair(Title kept, Title dropped, State state) {}

  /// @param merges told before each merge and split
  MergingLane(Client client, Ledger ledger, Runnable merges, Consumer<String> surprises) {
    this.client = client;
    this.ledger = ledger;
    this.merges = merges;
    this.surprises = surprises;
  }

  void step(SplittableRandom random) throws IOException {
    int n = random.nextInt(PAIRS);
    Pair pair = pairs.get(n);
    if (pair == null) {
      Title kept = Versions.title(new TitleId("m" + n + KEPT), random.nextInt());
      Title dropped = Versions.title(new TitleId("m" + n + DROPPED), random.nextInt());
      if (put(kept) && put(dropped)) pairs.put(n, new Pair(kept, dropped, State.APART));
      return;
    }
    Title kept = pair.kept();
    Title dropped = pair.dropped();
    boolean merge = pair.state() == State.APART;
    List<Ledger.Attempt> attempts =
        merge
            ? List.of(
                ledger.attempt(kept.id(), Optional.of(MergeRule.unite(kept, List.of(dropped)))),
                ledger.attempt(dropped.id(), Optional.empty()))
            : List.of(
                ledger.attempt(kept.id(), Optional.of(kept)),
                ledger.attempt(dropped.id(), Optional.of(dropped)));
    String wait = random.nextInt(8) == 0 ? "?refresh=wait" : "";
    merges.run();
    boolean done =
        merge
            ? sent(
                "POST",
                "/v1/titles/" + kept.id() + "/merge" + wait,
                "{\"from\": \"" + dropped.id() + "\"}")
            : sent("POST", "/v1/titles/" + dropped.id() + "/split" + wait, "");
    if (!done) return;
    attempts.forEach(ledger::answered);
    pairs.put(n, new Pair(kept, dropped, merge ? State.MERGED : State.APART));
  }

  private boolean put(Title title) throws IOException {
    Ledger.Attempt attempt = ledger.attempt(title.id(), Optional.of(title));
    boolean done = sent("PUT", "/v1/titles/" + title.id(), Json.write(title.toJson()));
    if (done) ledger.answered(attempt);
    return done;
  }

  private boolean sent(String method, String path, String body) throws IOException {
    Client.Answer answer =
        client.send(method, path, body, body.isEmpty() ? "" : "application/json");
    boolean done = answer.status() / 100 == 2;
    if (!done) surprises.accept(method + " " + path + " was answered " + answer);
    return done;
  }

  /// How a pair can be.
  enum Shape {
    /// The dropped title is there.
    APART,
    /// The kept title holds the facts of both.
    UNITED
  }

  /// What a walk shows of the pair of a dropped id: one of the two, unless something is wrong.
  ///
  /// @param titles of the walk
  static Set<Shape> shapes(TitleId dropped, Map<TitleId, JsonNode> titles) {
    EnumSet<Shape> shapes = EnumSet.noneOf(Shape.class);
    if (titles.containsKey(dropped)) shapes.add(Shape.APART);
    if (isMerged(dropped, titles)) shapes.add(Shape.UNITED);
    return shapes;
  }

  /// Whether an id is one of a pair, and its facts are with the other.
  static boolean isMerged(TitleId id, Map<TitleId, JsonNode> titles) {
    JsonNode kept = isDropped(id) ? titles.get(kept(id)) : null;
    return kept != null && kept.has("aliases");
  }

  static boolean isDropped(TitleId id) {
    return id.value().endsWith(DROPPED);
  }

  /// The other id of the pair.
  static TitleId kept(TitleId dropped) {
    return new TitleId(dropped.value().replace(DROPPED, KEPT));
  }
}
