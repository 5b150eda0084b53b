package dev.kindred.search;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleSearcher;
import dev.kindred.viewer.Asker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Completions of what is being typed. Thread-safe.
final class Completions {
  /// Looked through at most for those that may be shown.
  private static final int MOST = 500;

  private final Supplier<TitleSearcher> index;
  private final Function<Asker, Filter> visible;

  Completions(Supplier<TitleSearcher> index, Function<Asker, Filter> visible) {
    this.index = index;
    this.visible = visible;
  }

  /// Without titles that the asker may not see; nothing for blank input.
  List<Suggestion> of(String typed, int limit, Asker asker) {
    if (typed.isBlank()) return List.of();
    Filter visible = this.visible.apply(asker);
    try (TitleSearcher searcher = index.get()) {
      for (int asked = limit; ; asked *= 4) {
        List<Suggestion> found = searcher.suggest(typed, asked);
        List<Suggestion> shown = shown(found, visible, searcher);
        if (shown.size() >= limit || found.size() < asked || asked >= MOST)
          return shown.subList(0, Math.min(limit, shown.size()));
      }
    }
  }

  private static List<Suggestion> shown(
      List<Suggestion> found, Filter visible, TitleSearcher searcher) {
    if (visible.equals(Filter.NONE)) return found;
    Map<TitleId, TitleKey> keys = new HashMap<>();
    for (Suggestion one : found)
      if (one.id() != null) searcher.key(one.id()).ifPresent(key -> keys.put(one.id(), key));
    Set<TitleKey> passing = searcher.passing(visible, keys.values());
    return found.stream()
        .filter(one -> one.id() == null || passing.contains(keys.get(one.id())))
        .toList();
  }
}
