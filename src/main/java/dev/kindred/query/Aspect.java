package dev.kindred.query;

/// A quality that hits are to have, or not to have.
///
/// @param text what is meant, in plain words: `hopeful`, `gore`
/// @param degree how much of it
public record Aspect(String text, Degree degree) {
  public enum Degree {
    /// At all.
    SOME,
    /// More of it than the anchors have: `funnier`, `more romance`.
    MORE,
    /// Less of it than the anchors have: `less violent`.
    LESS
  }

  public Aspect {
    if (text.isBlank()) throw new IllegalArgumentException("an aspect must not be blank");
  }

  public static Aspect some(String text) {
    return new Aspect(text, Degree.SOME);
  }

  /// As a person would say it, and as [#parse] reads it: `hopeful`, `more funny`, `less violent`.
  public String phrase() {
    return switch (degree) {
      case SOME -> text;
      case MORE -> "more " + text;
      case LESS -> "less " + text;
    };
  }

  /// Reads a [#phrase]; comparatives of the lexicon too (`funnier`).
  public static Aspect parse(String phrase) {
    String plain = phrase.strip();
    String lower = plain.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("more ")) return new Aspect(plain.substring(5).strip(), Degree.MORE);
    if (lower.startsWith("less ")) return new Aspect(plain.substring(5).strip(), Degree.LESS);
    String base = Lexicon.comparative(lower);
    return base == null ? some(plain) : new Aspect(base, Degree.MORE);
  }
}
