package dev.kindred.candidates;

/// Where candidates come from.
public enum Source {
  /// BM25 over the words of the query.
  LEXICAL,
  /// Nearest story vectors.
  STORY,
  /// Nearest feel vectors.
  FEEL,
  /// Shared directors, creators, writers, cast.
  PEOPLE,
  /// The most popular, when nothing is asked for.
  POPULARITY
}
