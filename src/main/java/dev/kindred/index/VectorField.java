package dev.kindred.index;

import java.util.List;

/// The vectors of a title.
public enum VectorField {
  /// What happens: name, genres, pitch, synopsis, story, keywords. Of unit length; similarity is
  /// the cosine.
  STORY,
  /// What it is like: moods, tone, pace, style, themes, setting, audience. Of unit length;
  /// similarity is the cosine.
  FEEL,
  /// Who takes to it, by the taste model of the generation: nobody knows what a dimension means.
  /// Similarity is the inner product: the length tells how readily a title is taken to.
  TASTE;

  /// Those of the embedding model, which a text has too.
  public static final List<VectorField> CONTENT = List.of(STORY, FEEL);
}
