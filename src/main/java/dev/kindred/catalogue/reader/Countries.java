package dev.kindred.catalogue.reader;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Country codes as film catalogues use them: ISO 3166-1 alpha-2, the codes of states that are no
/// more (ISO 3166-3: YU, CS, SU …), and XK, which everybody uses for Kosovo.
final class Countries {
  private static final Set<String> CODES = new HashSet<>(Set.of("XK"));
  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    for (String code : Locale.getISOCountries(Locale.IsoCountryCode.PART3))
      CODES.add(code.substring(0, 2));
    for (String code : Locale.getISOCountries()) {
      CODES.add(code);
      Locale country = Locale.of("", code);
      BY_NAME.put(key(country.getDisplayCountry(Locale.ENGLISH)), code);
      BY_NAME.put(key(country.getISO3Country()), code);
    }
    for (String code : Locale.getISOCountries()) // after all English names
    for (Locale language : Languages.OF_CATALOGUES)
        BY_NAME.putIfAbsent(key(Locale.of("", code).getDisplayCountry(language)), code);
    // The names that catalogues use where the JDK's English differs, and states that are no more.
    BY_NAME.putAll(
        Map.ofEntries(
            Map.entry("bosnia and herzegovina", "BA"),
            Map.entry("burma", "MM"),
            Map.entry("cape verde", "CV"),
            Map.entry("congo", "CG"),
            Map.entry("czech republic", "CZ"),
            Map.entry("czechoslovakia", "CS"),
            Map.entry("democratic republic of the congo", "CD"),
            Map.entry("east germany", "DD"),
            Map.entry("england", "GB"),
            Map.entry("federal republic of germany", "DE"),
            Map.entry("great britain", "GB"),
            Map.entry("holland", "NL"),
            Map.entry("hong kong", "HK"),
            Map.entry("ivory coast", "CI"),
            Map.entry("iran, islamic republic of", "IR"),
            Map.entry("korea, republic of", "KR"),
            Map.entry("kosovo", "XK"),
            Map.entry("macau", "MO"),
            Map.entry("macedonia", "MK"),
            Map.entry("myanmar", "MM"),
            Map.entry("palestine", "PS"),
            Map.entry("republic of korea", "KR"),
            Map.entry("republic of ireland", "IE"),
            Map.entry("russian federation", "RU"),
            Map.entry("scotland", "GB"),
            Map.entry("serbia and montenegro", "CS"),
            Map.entry("soviet union", "SU"),
            Map.entry("swaziland", "SZ"),
            Map.entry("taiwan, province of china", "TW"),
            Map.entry("the bahamas", "BS"),
            Map.entry("the netherlands", "NL"),
            Map.entry("turkey", "TR"),
            Map.entry("türkiye", "TR"),
            Map.entry("u.k.", "GB"),
            Map.entry("u.s.", "US"),
            Map.entry("u.s.a.", "US"),
            Map.entry("uk", "GB"),
            Map.entry("united states of america", "US"),
            Map.entry("usa", "US"),
            Map.entry("vatican city", "VA"),
            Map.entry("viet nam", "VN"),
            Map.entry("wales", "GB"),
            Map.entry("west germany", "DE"),
            Map.entry("yugoslavia", "YU")));
  }

  private Countries() {}

  static boolean isCode(String code) {
    return CODES.contains(code);
  }

  /// The code of a country: itself, its three letters (ISO 3166-1 alpha-3), or its name in one of
  /// [Languages#OF_CATALOGUES], whatever the case.
  static Optional<String> code(String text) {
    if (text.length() == 2) {
      String code = text.toUpperCase(Locale.ROOT);
      if (isCode(code)) return Optional.of(code);
    }
    return Optional.ofNullable(BY_NAME.get(key(text)));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
