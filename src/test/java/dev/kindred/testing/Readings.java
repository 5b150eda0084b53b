package dev.kindred.testing;

import dev.kindred.catalogue.Filter;
import dev.kindred.query.Interpretation;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import java.util.List;

/// Readings of queries.
public final class Readings {
  private Readings() {}

  /// Of nothing but words.
  public static Interpretation ofWords(Kind kind, String text, Parser parser) {
    return new Interpretation(
        kind, List.of(), List.of(), List.of(), Filter.NONE, text, 1, parser, List.of());
  }
}
