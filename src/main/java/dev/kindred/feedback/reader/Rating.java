package dev.kindred.feedback.reader;

import java.time.Instant;

/// One rating as a file holds it.
///
/// @param user the file's id of the viewer, not blank
/// @param title the file's id of the title, not blank
/// @param value on the file's own scale
public record Rating(String user, String title, double value, Instant time) {
  public Rating {
    if (user.isBlank()) throw new IllegalArgumentException("the user is blank");
    if (title.isBlank()) throw new IllegalArgumentException("the title is blank");
    if (!Double.isFinite(value))
      throw new IllegalArgumentException("a rating must be finite, got " + value);
  }
}
