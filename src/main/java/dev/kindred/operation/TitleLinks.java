package dev.kindred.operation;

import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.Registry;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.LinkFile;
import dev.kindred.ingestion.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives titles the ids that they have in other catalogues ([Registry]), by a table of them
/// ([LinkFile]), so that events and requests find a title under any of these.
///
/// A row belongs to the title that has the first of its numbers that any title has: IMDb's, then
/// TMDB's, then MovieLens'. It is left alone, and told, where a title has another number than the
/// row in a catalogue that counts for more, or where two titles claim one number; and an id that is
/// a title of its own is never taken from it: that is for `merge`, by a person. Linking by one file
/// twice changes nothing the second time. The file and the numbers in it are held in memory.
public final class TitleLinks {
  private static final int PAGE = 500;
  private static final int BATCH = 250;

  private final TitleStore store;
  private final Report report;
  private final List<LinkFile.LinkRow> rows = new ArrayList<>();
  private final Map<Registry, Map<String, Owner>> owners = new EnumMap<>(Registry.class);
  private final Map<Registry, Set<String>> contested = new EnumMap<>(Registry.class);
  private final Map<TitleId, TitleId> linked = new HashMap<>();
  private final List<Planned> waiting = new ArrayList<>();

  /// What one id of a title says of its numbers.
  private record Owner(TitleKey key, TitleId id, Map<Registry, String> numbers) {}

  private record Planned(long line, TitleWrite.Link link) {}

  /// Told of rows that are left out.
  @FunctionalInterface
  public interface Watcher {
    /// @param line in the file, from 1
    void leftOut(long line, String reason);
  }

  /// How it went.
  ///
  /// @param rows rows of the file, bad ones apart
  /// @param known those of a title that is here
  /// @param linked ids that lead to a title since
  /// @param moved ids that led to another title before
  /// @param unchanged ids that led there before
  /// @param leftOut rows or ids that were told
  public record Counts(
      long rows, long known, long linked, long moved, long unchanged, long leftOut) {}

  private static final class Report {
    final Watcher watcher;
    long known;
    long linked;
    long moved;
    long unchanged;
    long leftOut;

    Report(Watcher watcher) {
      this.watcher = watcher;
    }

    void leftOut(long line, String reason) {
      leftOut++;
      watcher.leftOut(line, reason);
    }
  }

  private TitleLinks(TitleStore store, Watcher watcher) {
    this.store = store;
    this.report = new Report(watcher);
    for (Registry registry : Registry.values()) {
      owners.put(registry, new HashMap<>());
      contested.put(registry, new HashSet<>());
    }
  }

  /// Links the titles of the store by a file.
  ///
  /// @throws IOException when the file cannot be read; nothing was linked then
  public static Counts link(TitleStore store, Path file, Watcher watcher, Progress progress)
      throws IOException {
    TitleLinks links = new TitleLinks(store, watcher);
    LinkFile.read(
        file,
        links.rows::add,
        bad ->
            links.report.leftOut(
                bad.line(),
                bad.field().isEmpty() ? bad.reason() : bad.field() + " " + bad.reason()));
    progress.start("looking through the titles", store.count());
    links.findOwners(progress);
    progress.start("linking", links.rows.size());
    for (LinkFile.LinkRow row : links.rows) {
      links.plan(row);
      progress.step(1);
    }
    links.write();
    progress.end();
    Report told = links.report;
    return new Counts(
        links.rows.size(), told.known, told.linked, told.moved, told.unchanged, told.leftOut);
  }

  private void findOwners(Progress progress) {
    Map<Registry, Set<String>> wanted = new EnumMap<>(Registry.class);
    for (Registry registry : Registry.values()) wanted.put(registry, new HashSet<>());
    for (LinkFile.LinkRow row : rows)
      row.numbers().forEach((r, number) -> of(wanted, r).add(number));
    int after = 0;
    List<IdFacts> page = store.facts(after, PAGE);
    while (!page.isEmpty()) {
      for (IdFacts facts : page) {
        Title title = facts.title();
        if (title != null) own(facts, title, wanted);
        if (facts.mergedInto() == null) progress.step(1);
      }
      after = page.getLast().key().value();
      page = store.facts(after, PAGE);
    }
  }

  private void own(IdFacts facts, Title title, Map<Registry, Set<String>> wanted) {
    Map<Registry, String> numbers = new EnumMap<>(Registry.class);
    for (Registry registry : Registry.values())
      registry.number(title).ifPresent(number -> numbers.put(registry, number));
    if (numbers.isEmpty()) return;
    Owner owner = new Owner(facts.key(), facts.id(), numbers);
    numbers.forEach((registry, number) -> {
      if (!of(wanted, registry).contains(number)) return;
      Owner other = of(owners, registry).putIfAbsent(number, owner);
      if (other != null && !other.key().equals(owner.key())) of(contested, registry).add(number);
    });
  }

  private void plan(LinkFile.LinkRow row) {
    Optional<Owner> found = owner(row);
    if (found.isEmpty()) return;
    report.known++;
    Owner owner = found.get();
    for (Registry registry : Registry.values()) {
      String number = row.numbers().get(registry);
      if (number == null) continue;
      Owner said = of(owners, registry).get(number);
      TitleId id = registry.id(number);
      if (said != null && !said.key().equals(owner.key())) {
        report.leftOut(row.line(), oneTitle(owner.id(), said.id()));
      } else if (said == null && owner.numbers().containsKey(registry)) {
        report.leftOut(row.line(), contradiction(owner, registry, number));
      } else {
        TitleId of = said == null ? owner.id() : said.id();
        if (!id.equals(of)) link(row.line(), id, of);
      }
    }
  }

  /// The title that a row belongs to; empty, and told where it matters, when there is none.
  private Optional<Owner> owner(LinkFile.LinkRow row) {
    for (Registry registry : Registry.values()) {
      String number = row.numbers().get(registry);
      Owner owner = number == null ? null : of(owners, registry).get(number);
      if (number == null || owner == null) continue;
      if (of(contested, registry).contains(number)) {
        report.leftOut(row.line(), "more than one title is " + registry.id(number));
        return Optional.empty();
      }
      for (Registry stronger : Registry.values()) {
        if (stronger == registry) break;
        String said = row.numbers().get(stronger);
        if (said != null && owner.numbers().containsKey(stronger)) {
          report.leftOut(row.line(), contradiction(owner, stronger, said));
          return Optional.empty();
        }
      }
      return Optional.of(owner);
    }
    return Optional.empty();
  }

  private void link(long line, TitleId id, TitleId of) {
    TitleId before = linked.putIfAbsent(id, of);
    if (before != null && !before.equals(of)) {
      report.leftOut(line, id + " is " + before + " by an earlier row");
      return;
    }
    if (before != null) return;
    waiting.add(new Planned(line, new TitleWrite.Link(id, of)));
    if (waiting.size() == BATCH) write();
  }

  private void write() {
    List<TitleWrite.Outcome> outcomes =
        store.write(waiting.stream().map(Planned::link).toList()).join();
    for (int i = 0; i < outcomes.size(); i++) {
      Planned planned = waiting.get(i);
      switch (outcomes.get(i).result()) {
        case CREATED -> report.linked++;
        case REPLACED -> report.moved++;
        case UNCHANGED -> report.unchanged++;
        case NOT_JOINED ->
            report.leftOut(planned.line(), oneTitle(planned.link().of(), planned.link().id()));
        case DELETED, MISSING, REDIRECTED, TAKEN, CONFLICT ->
            throw new IllegalStateException("a link was " + outcomes.get(i));
      }
    }
    waiting.clear();
  }

  private static String contradiction(Owner owner, Registry registry, String number) {
    return "%s is %s here, but %s by this row"
        .formatted(
            owner.id(),
            registry.id(owner.numbers().getOrDefault(registry, number)),
            registry.id(number));
  }

  private static String oneTitle(TitleId kept, TitleId other) {
    return other + " is a title of its own; if it is the same: kindred merge " + kept + " " + other;
  }

  private static <T> T of(Map<Registry, T> map, Registry registry) {
    T value = map.get(registry);
    if (value == null) throw new IllegalStateException("nothing of " + registry);
    return value;
  }
}
