package dev.kindred.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What ranking weighs of a title besides its words and vectors.
///
/// @param popularity how well known it is, on the scale of [TitleSearcher#browse]
/// @param rating mean rating on the catalogue's own scale; null when nobody rated it
/// @param genres as the catalogue spells them
public record TitleFacts(
    double popularity,
    @Nullable Integer year,
    @Nullable Integer runtimeMinutes,
    @Nullable Double rating,
    Set<String> genres,
    @Nullable String franchise) {
  public TitleFacts {
    genres = Set.copyOf(genres);
  }
}
