package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleKey;
import java.util.List;
import java.util.Set;

/// A generation that is complete and to be compared.
///
/// @param sample of the keys of its titles
/// @param withoutVectors titles that wait for their vectors
/// @param refused titles that the index would not take
record Built(String id, List<TitleKey> sample, Set<TitleKey> withoutVectors, long refused) {
  Built {
    sample = List.copyOf(sample);
    withoutVectors = Set.copyOf(withoutVectors);
  }
}
