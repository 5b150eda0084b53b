package dev.kindred.enrichment;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells cheaply that a text is in another language than it should be: by its script, and among
/// languages of the Latin script by their commonest words. Says nothing when it cannot tell.
final class ReplyLanguage {
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

  private static final int FEWEST = 3;

  private ReplyLanguage() {}

  /// What is wrong with the language of a text; empty when nothing is, or it cannot be told.
  static Optional<String> fault(List<String> texts, String language) {
    String text = String.join("\n", texts);
    Set<UnicodeScript> expected = SCRIPTS.getOrDefault(language, Set.of(UnicodeScript.LATIN));
    long letters = text.codePoints().filter(Character::isLetter).count();
    long fitting =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(letter -> expected.contains(UnicodeScript.of(letter)))
            .count();
    if (letters > 0 && 2 * fitting < letters)
      return Optional.of(
          "is not written in " + name(language) + ": most letters are of another script");
    if (!COMMON.containsKey(language)) return Optional.empty();
    Map<String, Integer> hits = new HashMap<>();
    for (String word : BETWEEN.split(text.toLowerCase(Locale.ROOT), -1))
      COMMON.forEach((tag, words) -> {
        if (words.contains(word)) hits.merge(tag, 1, Integer::sum);
      });
    int own = hits.getOrDefault(language, 0);
    return hits.entrySet().stream()
        .filter(other -> other.getValue() >= FEWEST && other.getValue() > 2 * own)
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(other -> "must be in " + name(language) + ", looks like " + name(other.getKey()));
  }

  /// The English name of a language.
  static String name(String language) {
    return Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
  }
}
