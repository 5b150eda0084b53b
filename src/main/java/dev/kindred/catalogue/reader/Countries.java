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
      BY_NAME.put(key(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)), code);
    }
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
            Map.entry("hong kong", "HK"),
            Map.entry("ivory coast", "CI"),
            Map.entry("kosovo", "XK"),
            Map.entry("macau", "MO"),
            Map.entry("macedonia", "MK"),
            Map.entry("myanmar", "MM"),
            Map.entry("palestine", "PS"),
            Map.entry("republic of korea", "KR"),
            Map.entry("russian federation", "RU"),
            Map.entry("serbia and montenegro", "CS"),
            Map.entry("soviet union", "SU"),
            Map.entry("swaziland", "SZ"),
            Map.entry("the bahamas", "BS"),
            Map.entry("turkey", "TR"),
            Map.entry("türkiye", "TR"),
            Map.entry("uk", "GB"),
            Map.entry("united states of america", "US"),
            Map.entry("usa", "US"),
            Map.entry("vatican city", "VA"),
            Map.entry("viet nam", "VN"),
            Map.entry("west germany", "DE"),
            Map.entry("yugoslavia", "YU")));
  }

  private Countries() {}

  static boolean isCode(String code) {
    return CODES.contains(code);
  }

  /// The code of a country's English name, whatever its case.
  static Optional<String> code(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
