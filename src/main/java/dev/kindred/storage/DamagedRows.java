package dev.kindred.storage;

import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.TitleKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The titles whose rows could not be read, until they can be or are gone. Thread-safe.
final class DamagedRows {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedRows.class);
  private final Map<Integer, Instant> since = new ConcurrentHashMap<>();

  void found(int key, DamagedTitleException damage) {
    if (since.putIfAbsent(key, Instant.now()) == null)
      LOG.error(
          "{}; put it again, or restore a backup. The others are served",
          damage.getMessage(),
          damage);
  }

  void sound(int key) {
    if (since.isEmpty()) return;
    since.remove(key);
  }

  /// Of the titles asked for, only those `present` are in the store.
  void gone(Collection<TitleKey> asked, Set<Integer> present) {
    if (since.isEmpty()) return;
    for (TitleKey key : asked) if (!present.contains(key.value())) since.remove(key.value());
  }

  long count() {
    return since.size();
  }

  /// How many there are; empty when there is none.
  Optional<Database.DamagedTitles> report() {
    if (since.isEmpty()) return Optional.empty();
    Instant first = since.values().stream().min(Instant::compareTo).orElseGet(Instant::now);
    return Optional.of(new Database.DamagedTitles(since.size(), first));
  }
}
