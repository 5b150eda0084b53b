package dev.kindred.fuzz;

import dev.kindred.catalogue.reader.CatalogueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// All targets by name: the parsers, the catalogue formats, and the routes (`http-…`).
final class FuzzTargets {
  private static final String CATALOGUE = "catalogue-";
  private static final String HTTP = "http-";

  private FuzzTargets() {}

  @FunctionalInterface
  private interface Opening {
    FuzzTarget open() throws Exception;
  }

  private static final Map<String, Opening> PARSERS =
      Map.of(
          "json", () -> ParserTargets::json,
          "filter", FilterTarget::new,
          "title", TitleFuzzTarget::new,
          "settings", SettingsTarget::new,
          "cursor", SearchCursorTarget::new,
          "mapping", MappingTarget::new,
          "mapping-cell", CatalogueTargets::cell,
          "mapping-guess", () -> CatalogueTargets::proposed,
          "catalogue-guess", () -> CatalogueTargets::guessed,
          "catalogue-gzip", () -> CatalogueTargets::packed);

  static List<String> names() {
    List<String> names = new ArrayList<>(new TreeMap<>(PARSERS).keySet());
    for (CatalogueFormat format : CatalogueFormat.values()) names.add(name(format));
    RouteTargets.names().forEach(route -> names.add(HTTP + route));
    return names;
  }

  static FuzzTarget open(String name) throws Exception {
    Opening parser = PARSERS.get(name);
    if (parser != null) return parser.open();
    if (name.startsWith(HTTP)) return RouteTargets.open(name.substring(HTTP.length()));
    for (CatalogueFormat format : CatalogueFormat.values()) {
      if (name.equals(name(format))) return input -> CatalogueTargets.read(input, format);
    }
    throw new IllegalArgumentException("no target " + name + "; there are " + names());
  }

  private static String name(CatalogueFormat format) {
    return CATALOGUE + format.name().toLowerCase(Locale.ROOT);
  }
}
