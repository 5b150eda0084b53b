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
  /// The most popular.
  POPULARITY,
  /// What the viewer takes to next by all models of what viewers do.
  FOR_YOU,
  /// Nearest to the viewer's taste vector.
  TASTE,
  /// Watched by those who watched what the viewer did.
  CO_WATCH,
  /// What follows the titles watched last.
  NEXT,
  /// Popular of late.
  TRENDING,
  /// Of the last years.
  NEW,
  /// Of people and genres that the request names.
  LIKED,
  /// Begun and not finished.
  BEGUN
}
