package dev.kindred.feedback.reader;

/// What became of one line of a ratings file.
public sealed interface RatingLine {
  /// From 1.
  long line();

  record ReadRating(long line, Rating rating) implements RatingLine {}

  /// @param field column name; empty for the line as a whole
  record BadLine(long line, String field, String reason) implements RatingLine {}
}
