package dev.kindred.index;

import dev.kindred.catalogue.TitleKey;

/// One change to apply to an index.
public sealed interface IndexChange {
  record Upsert(IndexedTitle title) implements IndexChange {}

  record Remove(TitleKey key) implements IndexChange {}
}
