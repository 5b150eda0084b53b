package dev.kindred.catalogue.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Language tags (BCP 47) of what catalogues write: tags themselves, ISO 639-2 codes, the
/// languages' own names for themselves and those in [#OF_CATALOGUES].
final class Languages {
  /// The languages that names of countries and languages are known in.
  static final List<Locale> OF_CATALOGUES =
      Stream.of("en", "de", "fr", "es", "it", "pt").map(Locale::of).toList();

  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern LONG_TAG = Pattern.compile("[A-Za-z]{3}(-[A-Za-z0-9]{1,8})*");
  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    for (String code : Locale.getISOLanguages()) {
      Locale language = Locale.of(code);
      BY_NAME.putIfAbsent(key(language.getDisplayLanguage(Locale.ENGLISH)), code);
      BY_NAME.putIfAbsent(key(language.getDisplayLanguage(language)), code);
      try {
        BY_NAME.putIfAbsent(key(language.getISO3Language()), code);
      } catch (MissingResourceException _) { // a language without a three-letter code
      }
    }
    for (String code : Locale.getISOLanguages()) // after all English and own names
    for (Locale other : OF_CATALOGUES)
        BY_NAME.putIfAbsent(key(Locale.of(code).getDisplayLanguage(other)), code);
    BY_NAME.putAll(
        Map.ofEntries(
            Map.entry("bengali", "bn"),
            Map.entry("cantonese", "yue"),
            Map.entry("castilian", "es"),
            Map.entry("farsi", "fa"),
            Map.entry("filipino", "fil"),
            Map.entry("flemish", "nl"),
            Map.entry("greek", "el"),
            Map.entry("hebrew", "he"),
            Map.entry("mandarin", "zh"),
            Map.entry("mandarin chinese", "zh"),
            Map.entry("modern greek", "el"),
            Map.entry("no spoken language", "zxx"),
            Map.entry("oriya", "or"),
            Map.entry("panjabi", "pa"),
            Map.entry("sign language", "sgn"),
            Map.entry("ger", "de"),
            Map.entry("fre", "fr"),
            Map.entry("chi", "zh"),
            Map.entry("dut", "nl"),
            Map.entry("cze", "cs"),
            Map.entry("gre", "el"),
            Map.entry("per", "fa")));
  }

  private Languages() {}

  /// The tag of a language, or nothing when the text is neither a tag nor a known name.
  static Optional<String> tag(String text) {
    if (TAG.matcher(text).matches()) return Optional.of(text);
    String known = BY_NAME.get(key(text));
    if (known != null) return Optional.of(known);
    return LONG_TAG.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /// Whether the text names a language, rather than merely looking like a tag.
  static boolean isName(String text) {
    return text.length() > 2 && BY_NAME.containsKey(key(text));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
