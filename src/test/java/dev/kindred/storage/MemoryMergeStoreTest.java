package dev.kindred.storage;

import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.testing.MemoryTitleStore;

/// The tests' own store promises the same.
final class MemoryMergeStoreTest extends MergeStoreContract {
  private final MemoryTitleStore store = new MemoryTitleStore();

  @Override
  TitleStore titles() {
    return store;
  }

  @Override
  MergeStore merges() {
    return store;
  }
}
