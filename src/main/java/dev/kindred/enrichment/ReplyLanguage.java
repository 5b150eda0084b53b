package dev.kindred.enrichment;

import dev.kindred.language.TextLanguage;
import java.util.List;
import java.util.Optional;

/// Tells that a model's reply is in another language than it should be.
final class ReplyLanguage {
  private ReplyLanguage() {}

  /// What is wrong with the language of a text; empty when nothing is, or it cannot be told.
  static Optional<String> fault(List<String> texts, String language) {
    String text = String.join("\n", texts);
    String name = TextLanguage.name(language);
    if (TextLanguage.inScript(text, language) < 0.5)
      return Optional.of("is not written in " + name + ": most letters are of another script");
    return TextLanguage.otherThan(language, text)
        .map(other -> "must be in " + name + ", looks like " + TextLanguage.name(other));
  }
}
