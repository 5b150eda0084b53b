package dev.kindred.testing;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.MergeRule;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.OtherTitle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Titles and merges in memory, for tests: what the contracts of both stores say, without the disk.
/// [#failWrites] and the like make it fail.
public final class MemoryTitleStore implements TitleStore, MergeStore {
  /// The key that each id was given, once for ever.
  private final Map<TitleId, TitleKey> ownKeys = new LinkedHashMap<>();

  private final MemoryFacts facts = new MemoryFacts();
  private final NavigableMap<Long, Change> changes = new TreeMap<>();
  private final Map<TitleKey, Long> seqs = new HashMap<>();
  private final Map<String, Bookmark> bookmarks = new HashMap<>();
  private long lastSeq;
  private @Nullable RuntimeException writeFailure;
  private @Nullable RuntimeException readFailure;
  private @Nullable RuntimeException deleteFailure;
  private @Nullable RuntimeException pageFailure;
  private int failsAfter;
  private @Nullable TitleId badTitle;
  private @Nullable RuntimeException badTitleFailure;

  /// Every later write, merge and split fails with `failure`; null ends that.
  public synchronized void failWrites(@Nullable RuntimeException failure) {
    writeFailure = failure;
  }

  /// Writing this title fails with `failure`, and everything in the same batch; null ends that.
  public synchronized void failWriteOf(@Nullable TitleId id, @Nullable RuntimeException failure) {
    badTitle = id;
    badTitleFailure = failure;
  }

  /// Every later [#deleteSource] fails with `failure`; null ends that.
  public synchronized void failDeletes(@Nullable RuntimeException failure) {
    deleteFailure = failure;
  }

  /// Every later read of changes fails with `failure`; null ends that.
  public synchronized void failReads(@Nullable RuntimeException failure) {
    readFailure = failure;
  }

  /// Every later page of titles from a key on fails with `failure`.
  public synchronized void failPages(int after, RuntimeException failure) {
    failsAfter = after;
    pageFailure = failure;
  }

  @Override
  public synchronized CompletableFuture<List<TitleWrite.Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move) {
    if (writeFailure != null) return CompletableFuture.failedFuture(writeFailure);
    if (badTitleFailure != null && writes.stream().anyMatch(w -> w.id().equals(badTitle)))
      return CompletableFuture.failedFuture(badTitleFailure);
    if (move != null && !stands(move))
      return CompletableFuture.failedFuture(
          new Bookmark.OutOfTurnException(move.name(), move.from()));
    List<TitleWrite.Outcome> outcomes = new ArrayList<>();
    for (TitleWrite write : writes) outcomes.add(apply(write));
    if (move != null)
      bookmarks.computeIfPresent(move.name(), (_, old) -> moved(old, move, outcomes));
    return CompletableFuture.completedFuture(List.copyOf(outcomes));
  }

  private boolean stands(Bookmark.Move move) {
    Bookmark at = bookmarks.get(move.name());
    return at != null && at.position() == move.from();
  }

  private Bookmark moved(Bookmark old, Bookmark.Move move, List<TitleWrite.Outcome> outcomes) {
    long taken = outcomes.stream().filter(o -> o.result() == TitleWrite.Result.TAKEN).count();
    long unchanged =
        outcomes.stream().filter(o -> o.result() == TitleWrite.Result.UNCHANGED).count();
    return new Bookmark(
        old.name(),
        move.to(),
        old.written() + outcomes.size() - taken,
        old.unchanged() + unchanged,
        lastSeq,
        move.note());
  }

  @Override
  public synchronized Optional<Bookmark> bookmark(String name) {
    return Optional.ofNullable(bookmarks.get(name));
  }

  @Override
  public synchronized void beginBookmark(String name, String note) {
    bookmarks.put(name, new Bookmark(name, 0, 0, 0, lastSeq, note));
  }

  @Override
  public synchronized void removeBookmark(String name) {
    bookmarks.remove(name);
  }

  private TitleWrite.Outcome apply(TitleWrite write) {
    IdFacts there = facts.of(write.id());
    long version = there == null ? TitleWrite.ABSENT : seq(there.key());
    if (write.expectedSeq() != null && write.expectedSeq() != version)
      return new TitleWrite.Outcome(TitleWrite.Result.CONFLICT, version);
    return switch (write) {
      case TitleWrite.Put put -> joined(put, put(put, there));
      case TitleWrite.Delete _ -> delete(there);
      case TitleWrite.Link link -> link(link, there);
      case TitleWrite.SetProfile set ->
          there == null || there.title() == null
              ? new TitleWrite.Outcome(TitleWrite.Result.MISSING, TitleWrite.ABSENT)
              : change(there, there.title(), set.profile(), there.source());
    };
  }

  private TitleWrite.Outcome put(TitleWrite.Put put, @Nullable IdFacts there) {
    if (there != null && isSpared(put, there))
      return new TitleWrite.Outcome(TitleWrite.Result.TAKEN, seq(there.key()));
    if (there != null)
      return change(
          there,
          put.title(),
          put.profile() == null ? there.profile() : put.profile(),
          put.source());
    TitleKey key = ownKey(put.id());
    facts.create(new IdFacts(key, put.id(), put.title(), put.profile(), put.source(), null));
    return new TitleWrite.Outcome(TitleWrite.Result.CREATED, append(key, Change.Op.PUT));
  }

  private static boolean isSpared(TitleWrite.Put put, IdFacts there) {
    return put.sparesOthers()
        && there.title() != null
        && !put.source().equals(there.source())
        && OtherTitle.isPlain(there.title(), put.title());
  }

  private TitleWrite.Outcome change(
      IdFacts there, Title title, @Nullable ContentProfile profile, String source) {
    boolean same = title.equals(there.title()) && Objects.equals(profile, there.profile());
    facts.replace(new IdFacts(there.key(), there.id(), title, profile, source, there.mergedInto()));
    return same
        ? new TitleWrite.Outcome(TitleWrite.Result.UNCHANGED, seq(there.key()))
        : new TitleWrite.Outcome(TitleWrite.Result.REPLACED, append(there.key(), Change.Op.PUT));
  }

  private TitleWrite.Outcome delete(@Nullable IdFacts there) {
    if (there == null) return new TitleWrite.Outcome(TitleWrite.Result.MISSING, TitleWrite.ABSENT);
    if (there.mergedInto() != null)
      return new TitleWrite.Outcome(TitleWrite.Result.REDIRECTED, seq(there.key()));
    facts.delete(there.key());
    return new TitleWrite.Outcome(TitleWrite.Result.DELETED, append(there.key(), Change.Op.DELETE));
  }

  private TitleWrite.Outcome link(TitleWrite.Link link, @Nullable IdFacts there) {
    IdFacts of = facts.of(link.of());
    if (of == null) return new TitleWrite.Outcome(TitleWrite.Result.NOT_JOINED, TitleWrite.ABSENT);
    long seq = seq(of.key());
    if (there != null && there.key().equals(of.key()))
      return new TitleWrite.Outcome(TitleWrite.Result.UNCHANGED, seq);
    if (there != null && there.title() != null)
      return new TitleWrite.Outcome(TitleWrite.Result.NOT_JOINED, seq);
    if (there != null) facts.unlink(there);
    facts.link(link.id(), of);
    return new TitleWrite.Outcome(
        there == null ? TitleWrite.Result.CREATED : TitleWrite.Result.REPLACED, seq);
  }

  /// What became of a put whose title is then merged into another.
  private TitleWrite.Outcome joined(TitleWrite.Put put, TitleWrite.Outcome outcome) {
    if (put.mergedInto() == null || outcome.result() == TitleWrite.Result.TAKEN) return outcome;
    IdFacts into = facts.of(put.mergedInto());
    IdFacts own = Objects.requireNonNull(facts.of(put.id()));
    if (into != null && into.key().equals(own.key())) return outcome;
    if (into == null || own.mergedInto() != null || facts.areRelated(into.key(), own.key()))
      return new TitleWrite.Outcome(TitleWrite.Result.NOT_JOINED, outcome.seq());
    boolean created = outcome.result() == TitleWrite.Result.CREATED;
    return new TitleWrite.Outcome(
        created ? TitleWrite.Result.CREATED : TitleWrite.Result.REPLACED, merge(into, own));
  }

  private long merge(IdFacts into, IdFacts dropped) {
    facts.merge(into, dropped);
    append(dropped.key(), Change.Op.DELETE);
    return append(into.key(), Change.Op.PUT);
  }

  @Override
  public synchronized CompletableFuture<MergeStore.Outcome> merge(
      TitleId keptId, TitleId droppedId, @Nullable Long expectedSeq) {
    if (writeFailure != null) return CompletableFuture.failedFuture(writeFailure);
    IdFacts kept = facts.of(keptId);
    IdFacts dropped = facts.of(droppedId);
    if (kept == null) return done(MergeStore.Result.UNKNOWN_KEPT, 0);
    if (dropped == null) return done(MergeStore.Result.UNKNOWN_DROPPED, 0);
    if (kept.key().equals(dropped.key())) {
      return dropped.mergedInto() != null && kept.mergedInto() == null
          ? done(MergeStore.Result.UNCHANGED, keptId)
          : done(MergeStore.Result.SAME_TITLE, 0);
    }
    if (dropped.mergedInto() != null) return done(MergeStore.Result.MERGED_ELSEWHERE, 0);
    long seq = seq(kept.key());
    if (expectedSeq != null && expectedSeq != seq) return done(MergeStore.Result.CONFLICT, seq);
    if (facts.areRelated(kept.key(), dropped.key())) return done(MergeStore.Result.RELATED, 0);
    merge(facts.own(kept.key()), dropped);
    return done(MergeStore.Result.MERGED, keptId);
  }

  @Override
  public synchronized CompletableFuture<MergeStore.Outcome> split(
      TitleId id, @Nullable Long expectedSeq) {
    if (writeFailure != null) return CompletableFuture.failedFuture(writeFailure);
    IdFacts merged = facts.of(id);
    if (merged == null) return done(MergeStore.Result.UNKNOWN_KEPT, 0);
    if (merged.mergedInto() == null) return done(MergeStore.Result.NOT_MERGED, 0);
    long seq = seq(merged.key());
    if (expectedSeq != null && expectedSeq != seq) return done(MergeStore.Result.CONFLICT, seq);
    if (merged.title() == null) {
      facts.unlink(merged);
      return done(MergeStore.Result.UNLINKED, seq);
    }
    TitleKey own = ownKey(id);
    facts.split(merged, own);
    append(merged.key(), Change.Op.PUT);
    append(own, Change.Op.PUT);
    return done(MergeStore.Result.SPLIT, id);
  }

  private static CompletableFuture<MergeStore.Outcome> done(MergeStore.Result result, long seq) {
    return CompletableFuture.completedFuture(new MergeStore.Outcome(result, seq));
  }

  private CompletableFuture<MergeStore.Outcome> done(MergeStore.Result result, TitleId left) {
    StoredTitle title = find(left).orElseThrow();
    return CompletableFuture.completedFuture(new MergeStore.Outcome(result, title.seq(), title));
  }

  private TitleKey ownKey(TitleId id) {
    return ownKeys.computeIfAbsent(id, _ -> new TitleKey(ownKeys.size() + 1));
  }

  private long seq(TitleKey key) {
    return seqs.getOrDefault(key, TitleWrite.ABSENT);
  }

  private long append(TitleKey key, Change.Op op) {
    Long old = seqs.put(key, ++lastSeq);
    if (old != null) changes.remove(old);
    changes.put(lastSeq, new Change(lastSeq, key, op));
    return lastSeq;
  }

  @Override
  public synchronized Optional<StoredTitle> find(TitleId id) {
    return Optional.ofNullable(facts.of(id)).map(found -> united(found.key()));
  }

  private StoredTitle united(TitleKey key) {
    IdFacts own = facts.own(key);
    ContentProfile profile = own.profile();
    List<Title> merged = new ArrayList<>();
    for (IdFacts more : facts.mergedInto(key)) {
      if (more.title() == null) continue;
      merged.add(more.title());
      profile = MergeRule.better(profile, more.profile());
    }
    Title title = MergeRule.unite(Objects.requireNonNull(own.title()), merged);
    return new StoredTitle(key, title, profile, own.source(), seq(key));
  }

  @Override
  public synchronized Map<TitleId, TitleKey> ownKeys(Collection<TitleId> ids) {
    Map<TitleId, TitleKey> found = new HashMap<>();
    for (TitleId id : ids) {
      IdFacts there = facts.of(id);
      if (there != null) found.put(id, ownKeys.getOrDefault(id, there.key()));
    }
    return found;
  }

  @Override
  public synchronized Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    Map<TitleKey, TitleId> found = new HashMap<>();
    ownKeys.forEach((id, key) -> {
      if (keys.contains(key)) found.put(key, id);
    });
    return found;
  }

  @Override
  public synchronized Map<TitleKey, TitleKey> redirects() {
    Map<TitleKey, TitleKey> redirects = new HashMap<>();
    ownKeys.forEach((id, key) -> {
      IdFacts there = facts.of(id);
      if (there != null && there.mergedInto() != null) redirects.put(key, there.key());
    });
    return redirects;
  }

  @Override
  public synchronized Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> wanted) {
    Map<TitleKey, StoredTitle> found = new LinkedHashMap<>();
    for (TitleKey key : wanted) if (facts.holds(key)) found.put(key, united(key));
    return found;
  }

  @Override
  public synchronized List<StoredTitle> page(int after, int limit) {
    return keys(after, limit).map(this::united).toList();
  }

  @Override
  public synchronized List<IdFacts> facts(int after, int limit) {
    List<IdFacts> said = new ArrayList<>();
    keys(after, limit)
        .forEach(key -> {
          said.add(facts.own(key));
          said.addAll(facts.mergedInto(key));
        });
    return said;
  }

  private Stream<TitleKey> keys(int after, int limit) {
    if (pageFailure != null && after >= failsAfter) throw pageFailure;
    return facts.keys(after).limit(positive(limit));
  }

  @Override
  public synchronized List<Change> changes(long after, int limit) {
    if (readFailure != null) throw readFailure;
    return changes.tailMap(after, false).values().stream().limit(positive(limit)).toList();
  }

  private static int positive(int limit) {
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    return limit;
  }

  @Override
  public synchronized long lastSeq() {
    return lastSeq;
  }

  @Override
  public synchronized long countChanges(long after) {
    return changes.tailMap(after, false).size();
  }

  @Override
  public synchronized long count() {
    return facts.keys(0).count();
  }

  @Override
  public synchronized Map<String, Long> countBySource() {
    Map<String, Long> counts = new TreeMap<>();
    facts.keys(0).forEach(key -> counts.merge(facts.own(key).source(), 1L, Long::sum));
    return counts;
  }

  @Override
  public synchronized long deleteSource(String source) {
    if (deleteFailure != null) throw deleteFailure;
    List<IdFacts> some =
        facts
            .keys(0)
            .filter(key ->
                facts.own(key).source().equals(source)
                    && facts.mergedInto(key).stream()
                        .allMatch(more -> more.title() == null || more.source().equals(source)))
            .map(facts::own)
            .toList();
    some.forEach(this::delete);
    return some.size();
  }

  @Override
  public void close() {}
}
