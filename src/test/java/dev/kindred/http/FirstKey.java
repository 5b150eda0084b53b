package dev.kindred.http;

import dev.kindred.access.AccessKey;
import dev.kindred.access.KeyStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Keeps the first key for good and forgets all others.
@NullMarked
final class FirstKey implements KeyStore {
  private volatile @Nullable Entry first;

  @Override
  public synchronized void add(Entry entry) {
    if (first == null) first = entry;
  }

  @Override
  public Optional<Entry> find(String id) {
    return Optional.ofNullable(first).filter(entry -> entry.key().id().equals(id));
  }

  @Override
  public List<AccessKey> list() {
    return Optional.ofNullable(first).map(entry -> List.of(entry.key())).orElse(List.of());
  }

  @Override
  public boolean delete(String id) {
    return false;
  }

  @Override
  public boolean isEmpty() {
    return first == null;
  }
}
