package dev.kindred.http;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Titles in memory, for the part of the store that the routes use.
@NullMarked
final class MemoryTitles implements TitleStore {
  private final Map<TitleId, StoredTitle> titles = new LinkedHashMap<>();
  private int lastKey;
  private long seq;

  /// When set, every write fails with it.
  volatile @Nullable RuntimeException failure;

  @Override
  public synchronized CompletableFuture<List<Outcome>> write(List<? extends TitleWrite> writes) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    List<Outcome> outcomes = new ArrayList<>();
    for (TitleWrite write : writes) outcomes.add(write(write));
    return CompletableFuture.completedFuture(outcomes);
  }

  private Outcome write(TitleWrite write) {
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
      case TitleWrite.SetProfile set -> throw new UnsupportedOperationException("" + set);
    };
  }

  @Override
  public synchronized Optional<StoredTitle> find(TitleId id) {
    return Optional.ofNullable(titles.get(id));
  }

  @Override
  public synchronized List<StoredTitle> page(int after, int limit) {
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
  public Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Change> changes(long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long lastSeq() {
    throw new UnsupportedOperationException();
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
}
