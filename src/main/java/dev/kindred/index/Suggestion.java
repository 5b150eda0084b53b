package dev.kindred.index;

import dev.kindred.catalogue.TitleId;
import org.jspecify.annotations.Nullable;

/// One completion of what is being typed.
///
/// @param id of a title; null for the other kinds
/// @param year of a title when known
/// @param score 0..1, comparable within one answer
public record Suggestion(
    Kind kind, String text, @Nullable TitleId id, @Nullable Integer year, double score) {
  public enum Kind {
    TITLE,
    PERSON,
    GENRE,
    THEME,
    MOOD
  }
}
