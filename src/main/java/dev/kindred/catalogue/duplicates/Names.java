package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.Title;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names as they are compared: without case, diacritics, punctuation, a leading article, and a year
/// in brackets at the end.
final class Names {
  private static final Pattern YEAR = Pattern.compile("\\s*[(\\[]\\d{4}[)\\]]\\s*$");

  /// Of the languages whose articles stand before the noun as a word of their own.
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "ein", "eine",
          "el", "los", "las", "una", "il", "lo", "gli", "i", "o", "os", "as", "um", "uma", "de",
          "het", "een", "en", "ett", "den", "det");

  private Names() {}

  /// The plain words of any text, apostrophes left out, `&` as `and`; none when it has neither
  /// letter nor digit.
  static List<String> words(String text) {
    String folded =
        text.chars().allMatch(c -> c < 0x80)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKD);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0, c; i < folded.length(); i += Character.charCount(c)) {
      c = folded.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        word.appendCodePoint(Character.toLowerCase(c));
      } else if (!isWithinWord(c)) {
        end(word, words);
        if (c == '&') words.add("and");
      }
    }
    end(word, words);
    return words;
  }

  private static boolean isWithinWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> c == '\'' || c == '’';
    };
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.isEmpty()) return;
    words.add(word.toString());
    word.setLength(0);
  }

  /// A title's name.
  static String plain(String name) {
    List<String> words = words(YEAR.matcher(name).replaceFirst(""));
    if (words.isEmpty()) return name.strip().toLowerCase(Locale.ROOT);
    boolean article = words.size() > 1 && ARTICLES.contains(words.getFirst());
    return String.join(" ", article ? words.subList(1, words.size()) : words);
  }

  /// Every name of a title: its own first, then the original one and the aliases.
  static Set<String> of(Title title) {
    Set<String> names = new LinkedHashSet<>();
    names.add(plain(title.name()));
    if (title.originalName() != null) names.add(plain(title.originalName()));
    for (Title.Alias alias : title.aliases()) names.add(plain(alias.text()));
    return names;
  }

  /// A person's name, the words in any order: `Kar-wai Wong` is `Wong Kar Wai`.
  static String person(String name) {
    return String.join(" ", words(name).stream().sorted().toList());
  }
}
