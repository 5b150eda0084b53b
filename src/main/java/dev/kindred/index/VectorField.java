package dev.kindred.index;

/// The vectors of a title. Each is of unit length; similarity is the cosine.
public enum VectorField {
  /// What happens: name, genres, pitch, synopsis, story, keywords.
  STORY,
  /// What it is like: moods, tone, pace, style, themes, setting, audience.
  FEEL
}
