package dev.kindred.testing;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
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
import org.jspecify.annotations.Nullable;

/// A title store in memory, for tests: what the contract says, without the disk. [#failWrites] and
/// [#failReads] make it fail.
public final class MemoryTitleStore implements TitleStore {
  private final Map<TitleId, TitleKey> keys = new HashMap<>();
  private final NavigableMap<Integer, StoredTitle> titles = new TreeMap<>();
  private final NavigableMap<Long, Change> changes = new TreeMap<>();
  private final Map<TitleKey, Long> seqs = new HashMap<>();
  private final Map<String, Bookmark> bookmarks = new HashMap<>();
  private long lastSeq;
  private @Nullable RuntimeException writeFailure;
  private @Nullable RuntimeException readFailure;
  private @Nullable RuntimeException deleteFailure;
  private @Nullable TitleId badTitle;
  private @Nullable RuntimeException badTitleFailure;

  /// Every later write fails with `failure`; null ends that.
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

  @Override
  public synchronized CompletableFuture<List<Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move) {
    if (writeFailure != null) return CompletableFuture.failedFuture(writeFailure);
    if (badTitleFailure != null && writes.stream().anyMatch(w -> w.id().equals(badTitle)))
      return CompletableFuture.failedFuture(badTitleFailure);
    if (move != null && !stands(move))
      return CompletableFuture.failedFuture(
          new Bookmark.OutOfTurnException(move.name(), move.from()));
    List<Outcome> outcomes = new ArrayList<>();
    for (TitleWrite write : writes) outcomes.add(apply(write));
    if (move != null)
      bookmarks.computeIfPresent(move.name(), (_, old) -> moved(old, move, outcomes));
    return CompletableFuture.completedFuture(List.copyOf(outcomes));
  }

  private boolean stands(Bookmark.Move move) {
    Bookmark at = bookmarks.get(move.name());
    return at != null && at.position() == move.from();
  }

  private Bookmark moved(Bookmark old, Bookmark.Move move, List<Outcome> outcomes) {
    long unchanged = outcomes.stream().filter(o -> o.result() == Result.UNCHANGED).count();
    return new Bookmark(
        old.name(),
        move.to(),
        old.written() + outcomes.size(),
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

  private Outcome apply(TitleWrite write) {
    TitleKey key = keys.get(write.id());
    StoredTitle there = key == null ? null : titles.get(key.value());
    long version = there == null ? TitleWrite.ABSENT : there.seq();
    if (write.expectedSeq() != null && write.expectedSeq() != version)
      return new Outcome(Result.CONFLICT, version);
    return switch (write) {
      case TitleWrite.Put put -> {
        ContentProfile old = there == null ? null : there.profile();
        ContentProfile profile = put.profile() == null ? old : put.profile();
        if (there != null
            && there.title().equals(put.title())
            && Objects.equals(profile, there.profile())) {
          titles.put(
              there.key().value(),
              new StoredTitle(there.key(), there.title(), profile, put.source(), there.seq()));
          yield new Outcome(Result.UNCHANGED, there.seq());
        }
        yield new Outcome(
            there == null ? Result.CREATED : Result.REPLACED,
            store(put.id(), put, profile, put.source()));
      }
      case TitleWrite.Delete _ -> {
        if (there == null) yield new Outcome(Result.MISSING, TitleWrite.ABSENT);
        titles.remove(there.key().value());
        yield new Outcome(Result.DELETED, append(there.key(), Change.Op.DELETE));
      }
      case TitleWrite.Link link -> throw new UnsupportedOperationException("" + link);
      case TitleWrite.SetProfile set -> {
        if (there == null) yield new Outcome(Result.MISSING, TitleWrite.ABSENT);
        if (set.profile().equals(there.profile())) yield new Outcome(Result.UNCHANGED, there.seq());
        long seq = append(there.key(), Change.Op.PUT);
        titles.put(
            there.key().value(),
            new StoredTitle(there.key(), there.title(), set.profile(), there.source(), seq));
        yield new Outcome(Result.REPLACED, seq);
      }
    };
  }

  private long store(
      TitleId id, TitleWrite.Put put, @Nullable ContentProfile profile, String source) {
    TitleKey key = keys.computeIfAbsent(id, _ -> new TitleKey(keys.size() + 1));
    long seq = append(key, Change.Op.PUT);
    titles.put(key.value(), new StoredTitle(key, put.title(), profile, source, seq));
    return seq;
  }

  private long append(TitleKey key, Change.Op op) {
    Long old = seqs.put(key, ++lastSeq);
    if (old != null) changes.remove(old);
    changes.put(lastSeq, new Change(lastSeq, key, op));
    return lastSeq;
  }

  @Override
  public synchronized Optional<StoredTitle> find(TitleId id) {
    return Optional.ofNullable(keys.get(id)).map(key -> titles.get(key.value()));
  }

  @Override
  public synchronized Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> wanted) {
    Map<TitleKey, StoredTitle> found = new LinkedHashMap<>();
    for (TitleKey key : wanted) {
      StoredTitle title = titles.get(key.value());
      if (title != null) found.put(key, title);
    }
    return found;
  }

  @Override
  public synchronized List<StoredTitle> page(int after, int limit) {
    return titles.tailMap(after, false).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized List<Change> changes(long after, int limit) {
    if (readFailure != null) throw readFailure;
    return changes.tailMap(after, false).values().stream().limit(limit).toList();
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
    return titles.size();
  }

  @Override
  public synchronized Map<String, Long> countBySource() {
    Map<String, Long> counts = new TreeMap<>();
    titles.values().forEach(title -> counts.merge(title.source(), 1L, Long::sum));
    return counts;
  }

  @Override
  public synchronized long deleteSource(String source) {
    if (deleteFailure != null) throw deleteFailure;
    List<StoredTitle> some =
        titles.values().stream().filter(title -> title.source().equals(source)).toList();
    some.forEach(title -> apply(new TitleWrite.Delete(title.title().id(), null)));
    return some.size();
  }

  @Override
  public void close() {}
}
