package dev.kindred.http;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Titles in memory, for the part of the store that the routes use, and merges, as [MergeStore]
/// says but without uniting facts.
@NullMarked
final class MemoryTitles implements TitleStore {
  private final Map<TitleId, TitleId> redirects = new LinkedHashMap<>();
  private final Map<TitleId, StoredTitle> dropped = new LinkedHashMap<>();
  private final Map<TitleId, StoredTitle> titles = new LinkedHashMap<>();
  private int lastKey;
  private long seq;

  /// When set, every write fails with it.
  volatile @Nullable RuntimeException failure;

  /// Pages after this key cannot be read.
  volatile int failAfter = Integer.MAX_VALUE;

  @Override
  public synchronized CompletableFuture<List<Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    List<Outcome> outcomes = new ArrayList<>();
    for (TitleWrite write : writes) outcomes.add(write(write));
    return CompletableFuture.completedFuture(outcomes);
  }

  synchronized CompletableFuture<MergeStore.Outcome> merge(
      TitleId kept, TitleId from, @Nullable Long expectedSeq) {
    StoredTitle into = find(kept).orElse(null);
    StoredTitle merged = find(from).orElse(null);
    if (into == null) return merging(MergeStore.Result.UNKNOWN_KEPT, 0);
    if (merged == null) return merging(MergeStore.Result.UNKNOWN_DROPPED, 0);
    if (into.equals(merged)) {
      return into.title().id().equals(kept)
          ? merging(MergeStore.Result.UNCHANGED, into)
          : merging(MergeStore.Result.SAME_TITLE, 0);
    }
    if (redirects.containsKey(from)) return merging(MergeStore.Result.MERGED_ELSEWHERE, 0);
    if (expectedSeq != null && expectedSeq != into.seq())
      return merging(MergeStore.Result.CONFLICT, into.seq());
    if (kept.equals(merged.title().parentId())) return merging(MergeStore.Result.RELATED, 0);
    titles.remove(from);
    dropped.put(from, merged);
    redirects.put(from, into.title().id());
    StoredTitle united = again(into);
    titles.put(into.title().id(), united);
    return merging(MergeStore.Result.MERGED, united);
  }

  synchronized CompletableFuture<MergeStore.Outcome> split(TitleId id, @Nullable Long expectedSeq) {
    StoredTitle kept = find(id).orElse(null);
    if (kept == null) return merging(MergeStore.Result.UNKNOWN_KEPT, 0);
    if (!redirects.containsKey(id)) return merging(MergeStore.Result.NOT_MERGED, 0);
    if (expectedSeq != null && expectedSeq != kept.seq())
      return merging(MergeStore.Result.CONFLICT, kept.seq());
    redirects.remove(id);
    StoredTitle own = again(java.util.Objects.requireNonNull(dropped.remove(id)));
    titles.put(id, own);
    return merging(MergeStore.Result.SPLIT, own);
  }

  private StoredTitle again(StoredTitle title) {
    return new StoredTitle(title.key(), title.title(), title.profile(), title.source(), ++seq);
  }

  private static CompletableFuture<MergeStore.Outcome> merging(
      MergeStore.Result result, StoredTitle left) {
    return CompletableFuture.completedFuture(new MergeStore.Outcome(result, left.seq(), left));
  }

  private static CompletableFuture<MergeStore.Outcome> merging(MergeStore.Result result, long seq) {
    return CompletableFuture.completedFuture(new MergeStore.Outcome(result, seq));
  }

  private Outcome write(TitleWrite write) {
    if (redirects.containsKey(write.id()) && write instanceof TitleWrite.Delete)
      return new Outcome(Result.REDIRECTED, 1);
    StoredTitle before = titles.get(write.id());
    long there = before == null ? TitleWrite.ABSENT : before.seq();
    if (write.expectedSeq() != null && write.expectedSeq() != there)
      return new Outcome(Result.CONFLICT, there);
    return switch (write) {
      case TitleWrite.Put put -> {
        TitleKey key = before == null ? new TitleKey(++lastKey) : before.key();
        var profile = put.profile() == null && before != null ? before.profile() : put.profile();
        titles.put(put.id(), new StoredTitle(key, put.title(), profile, put.source(), ++seq));
        yield new Outcome(before == null ? Result.CREATED : Result.REPLACED, seq);
      }
      case TitleWrite.Delete delete ->
          titles.remove(delete.id()) == null
              ? new Outcome(Result.MISSING, 0)
              : new Outcome(Result.DELETED, ++seq);
      case TitleWrite.Link link -> throw new UnsupportedOperationException("" + link);
      case TitleWrite.SetProfile set -> throw new UnsupportedOperationException("" + set);
    };
  }

  @Override
  public synchronized Optional<StoredTitle> find(TitleId id) {
    return Optional.ofNullable(titles.get(redirects.getOrDefault(id, id)));
  }

  @Override
  public synchronized List<StoredTitle> page(int after, int limit) {
    if (after >= failAfter) throw new UncheckedIOException(new IOException("on purpose"));
    return titles.values().stream()
        .filter(t -> t.key().value() > after)
        .sorted(java.util.Comparator.comparing(StoredTitle::key))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long count() {
    return titles.size();
  }

  @Override
  public synchronized Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> keys) {
    Map<TitleKey, StoredTitle> found = new LinkedHashMap<>();
    for (StoredTitle title : titles.values())
      if (keys.contains(title.key())) found.put(title.key(), title);
    return found;
  }

  @Override
  public List<Change> changes(long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized long lastSeq() {
    return seq;
  }

  @Override
  public long countChanges(long after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Long> countBySource() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long deleteSource(String source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  @Override
  public Optional<Bookmark> bookmark(String name) {
    return Optional.empty();
  }

  @Override
  public void beginBookmark(String name, String note) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeBookmark(String name) {
    throw new UnsupportedOperationException();
  }
}
