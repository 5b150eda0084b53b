package dev.kindred.storage;

import dev.kindred.catalogue.TitleStore;
import dev.kindred.testing.MemoryTitleStore;

/// The tests' own store promises the same.
final class MemoryTitleStoreTest extends TitleStoreContract {
  private final MemoryTitleStore store = new MemoryTitleStore();

  @Override
  TitleStore store() {
    return store;
  }

  @Override
  TitleStore reopen() {
    return store;
  }
}
