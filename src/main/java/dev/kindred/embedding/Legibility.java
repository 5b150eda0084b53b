package dev.kindred.embedding;

import org.jspecify.annotations.Nullable;

/// How much of a query a model can read.
///
/// @param share 0..1
/// @param hindrance what it cannot read, for people: ends a sentence that begins with `the query`;
///   null when it reads all
public record Legibility(double share, @Nullable String hindrance) {
  public static final Legibility FULL = new Legibility(1, null);

  public Legibility {
    if (!(share >= 0 && share <= 1))
      throw new IllegalArgumentException("share must be 0..1, got " + share);
  }
}
