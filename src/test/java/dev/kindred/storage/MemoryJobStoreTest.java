package dev.kindred.storage;

import dev.kindred.operation.JobStore;
import dev.kindred.testing.MemoryJobStore;

/// The tests' own store promises the same.
final class MemoryJobStoreTest extends JobStoreContract {
  private final MemoryJobStore store = new MemoryJobStore();

  @Override
  JobStore store() {
    return store;
  }

  @Override
  JobStore reopen() {
    return store;
  }
}
