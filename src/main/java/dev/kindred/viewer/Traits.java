package dev.kindred.viewer;

import dev.kindred.catalogue.Title;
import dev.kindred.index.TitleDocument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a taste reads of a title.
///
/// @param people directors, creators, writers, and the first [#CAST] of the cast
record Traits(
    List<String> genres,
    List<String> themes,
    List<String> people,
    @Nullable Integer runtimeMinutes) {
  static final int CAST = 5;

  static Traits of(TitleDocument document) {
    Title title = document.title();
    Set<String> names = new LinkedHashSet<>();
    names.addAll(title.people(Title.Role.DIRECTOR));
    names.addAll(title.people(Title.Role.CREATOR));
    names.addAll(title.people(Title.Role.WRITER));
    title.people(Title.Role.CAST).stream().limit(CAST).forEach(names::add);
    return new Traits(
        title.genres(), document.profile().themes(), List.copyOf(names), title.runtimeMinutes());
  }
}
