package dev.kindred.catalogue;

import org.jspecify.annotations.Nullable;

/// What the store holds under one id, before the facts of merged titles are united: the form from
/// which the same state can be made again.
///
/// @param key of the title that the id stands for
/// @param title null for an id without facts; see [TitleWrite.Link]
/// @param mergedInto the id it was merged into; null for the title's own
public record IdFacts(
    TitleKey key,
    TitleId id,
    @Nullable Title title,
    @Nullable ContentProfile profile,
    String source,
    @Nullable TitleId mergedInto) {

  /// Those of a title that nothing was merged into.
  static IdFacts of(StoredTitle stored) {
    Title title = stored.title();
    return new IdFacts(stored.key(), title.id(), title, stored.profile(), stored.source(), null);
  }
}
