package dev.kindred.index;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import java.util.Set;

/// The titles that a list may hold: those that pass a filter, without some. Asking one snapshot
/// several times with the same value costs less than with an equal one.
///
/// @param without may hold many; not changed any more
public record Eligible(Filter filter, Set<TitleKey> without) {
  public static Eligible passing(Filter filter) {
    return new Eligible(filter, Set.of());
  }
}
