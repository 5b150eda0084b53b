package dev.kindred.http;

import dev.kindred.access.AccessKey;
import dev.kindred.access.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// Keys in memory.
@NullMarked
final class MemoryKeys implements KeyStore {
  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  @Override
  public synchronized Optional<Entry> find(String id) {
    return entries.stream().filter(e -> e.key().id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<AccessKey> list() {
    return entries.stream().map(Entry::key).toList();
  }

  @Override
  public synchronized boolean delete(String id) {
    return entries.removeIf(e -> e.key().id().equals(id));
  }

  @Override
  public synchronized boolean isEmpty() {
    return entries.isEmpty();
  }
}
