package dev.kindred.access;

import java.util.List;
import java.util.Optional;

/// Keys with the hashes of their secrets, durable. Thread-safe. Failures are
/// [java.io.UncheckedIOException].
public interface KeyStore {
  /// A key and the SHA-256 of its secret, in hexadecimal.
  record Entry(AccessKey key, String secretHash) {
    @Override
    public String toString() {
      return "Entry[" + key + "]";
    }
  }

  /// Adds a key; its id must be new.
  void add(Entry entry);

  Optional<Entry> find(String id);

  /// In order of creation.
  List<AccessKey> list();

  /// Deletes a key; false when there is none.
  boolean delete(String id);

  boolean isEmpty();
}
