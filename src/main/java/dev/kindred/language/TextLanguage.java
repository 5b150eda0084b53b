package dev.kindred.language;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells cheaply that a text is in another language than it should be: by its script, and among
/// languages of the Latin script by their commonest words. Says nothing when it cannot tell.
public final class TextLanguage {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");

  /// Common words that no other of these languages shares as one.
  private static final Map<String, Set<String>> COMMON =
      Map.ofEntries(
          Map.entry(
              "en",
              Set.of(
                  "the", "and", "of", "with", "that", "from", "into", "for", "who", "their", "its",
                  "his", "her", "when", "by", "or")),
          Map.entry(
              "de",
              Set.of(
                  "der", "und", "das", "ein", "eine", "einer", "mit", "von", "zu", "auf", "sich",
                  "nicht", "über", "wenn", "für", "ist")),
          Map.entry(
              "fr",
              Set.of(
                  "le", "les", "et", "des", "une", "dans", "qui", "pour", "avec", "sur", "sont",
                  "aux", "leur", "ou", "du")),
          Map.entry(
              "es",
              Set.of(
                  "el", "los", "las", "y", "una", "con", "por", "su", "para", "sus", "del", "como",
                  "entre", "cuando")),
          Map.entry(
              "it",
              Set.of(
                  "il", "gli", "che", "di", "della", "nel", "sono", "per", "con", "una", "delle",
                  "alla", "quando", "i")),
          Map.entry(
              "pt",
              Set.of(
                  "o", "os", "uma", "em", "com", "não", "dos", "das", "pela", "seu", "sua", "ao",
                  "quando", "e")),
          Map.entry(
              "nl",
              Set.of(
                  "het", "een", "van", "en", "met", "voor", "zijn", "aan", "niet", "wordt", "naar",
                  "bij", "ook")),
          Map.entry(
              "sv",
              Set.of(
                  "och", "att", "ett", "som", "för", "med", "är", "på", "inte", "till", "när",
                  "från")),
          Map.entry(
              "da",
              Set.of(
                  "og", "at", "et", "som", "til", "med", "er", "på", "ikke", "når", "fra", "af")),
          Map.entry(
              "no",
              Set.of("og", "å", "et", "som", "til", "med", "er", "på", "ikke", "når", "fra", "av")),
          Map.entry(
              "pl",
              Set.of(
                  "i", "w", "się", "na", "z", "nie", "który", "która", "jest", "przez", "dla",
                  "oraz", "o")),
          Map.entry(
              "tr", Set.of("ve", "bir", "bu", "ile", "için", "gibi", "olan", "ama", "kadar", "en")),
          Map.entry(
              "fi",
              Set.of("ja", "on", "ei", "joka", "kun", "sen", "mutta", "ovat", "hän", "oman")));

  private static final Map<String, Set<UnicodeScript>> SCRIPTS =
      Map.ofEntries(
          Map.entry(
              "ja", Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HAN)),
          Map.entry("zh", Set.of(UnicodeScript.HAN)),
          Map.entry("ko", Set.of(UnicodeScript.HANGUL)),
          Map.entry("ru", Set.of(UnicodeScript.CYRILLIC)),
          Map.entry("uk", Set.of(UnicodeScript.CYRILLIC)),
          Map.entry("bg", Set.of(UnicodeScript.CYRILLIC)),
          Map.entry("sr", Set.of(UnicodeScript.CYRILLIC, UnicodeScript.LATIN)),
          Map.entry("el", Set.of(UnicodeScript.GREEK)),
          Map.entry("ar", Set.of(UnicodeScript.ARABIC)),
          Map.entry("fa", Set.of(UnicodeScript.ARABIC)),
          Map.entry("he", Set.of(UnicodeScript.HEBREW)),
          Map.entry("hi", Set.of(UnicodeScript.DEVANAGARI)),
          Map.entry("th", Set.of(UnicodeScript.THAI)));

  /// Words of other languages that English texts about films use too, as words or in names.
  private static final Set<String> ENGLISH_TOO =
      Set.of(
          "i", "on", "at", "o", "e", "y", "w", "z", "en", "per", "con", "van", "bir", "sur", "des",
          "et", "los", "las", "del", "el", "le", "les", "sen", "bu", "su", "aux", "il", "di");

  private TextLanguage() {}

  /// The share of the letters that are of a script of this language, 0..1; 1 without letters.
  public static double inScript(String text, String language) {
    Set<UnicodeScript> expected = SCRIPTS.getOrDefault(language, Set.of(UnicodeScript.LATIN));
    long letters = text.codePoints().filter(Character::isLetter).count();
    if (letters == 0) return 1;
    long fitting =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(letter -> expected.contains(UnicodeScript.of(letter)))
            .count();
    return (double) fitting / letters;
  }

  /// The language that the words of a longer text are of, when it is surely not `language`: its
  /// commonest words stand in it three times at least, and more than twice as often as those of
  /// `language`.
  ///
  /// @return the language's tag
  public static Optional<String> otherThan(String language, String text) {
    return other(language, List.of(BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)), 3);
  }

  /// The same of a query, which is short and names titles: two different words are enough, those
  /// that English uses too do not count.
  public static Optional<String> ofQueryOtherThan(String language, String text) {
    Set<String> words =
        new LinkedHashSet<>(List.of(BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)));
    words.removeAll(ENGLISH_TOO);
    return other(language, words, 2);
  }

  private static Optional<String> other(String language, Iterable<String> words, int fewest) {
    if (!COMMON.containsKey(language)) return Optional.empty();
    Map<String, Integer> hits = new HashMap<>();
    for (String word : words)
      COMMON.forEach((tag, common) -> {
        if (common.contains(word)) hits.merge(tag, 1, Integer::sum);
      });
    int own = hits.getOrDefault(language, 0);
    return hits.entrySet().stream()
        .filter(other -> other.getValue() >= fewest && other.getValue() > 2 * own)
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /// The English name of a language.
  public static String name(String language) {
    return Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
  }
}
