package dev.kindred.access;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keys in memory, for tests.
public final class MemoryKeyStore implements KeyStore {
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  @Override
  public void add(Entry entry) {
    if (entries.putIfAbsent(entry.key().id(), entry) != null) {
      throw new IllegalStateException("key " + entry.key().id() + " is there already");
    }
  }

  @Override
  public Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public List<AccessKey> list() {
    return entries.values().stream()
        .map(Entry::key)
        .sorted(Comparator.comparing(AccessKey::createdAt).thenComparing(AccessKey::id))
        .toList();
  }

  @Override
  public boolean delete(String id) {
    return entries.remove(id) != null;
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
