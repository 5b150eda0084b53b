package dev.kindred.catalogue;

import dev.kindred.json.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A field that filters may name and facets may count.
///
/// @param name as callers write it: `genres`, `people.director`, `attributes.shelf`
public record FilterField(String name, Type type) {
  /// What the values of a field are. FREE is an attribute: each title's own value decides.
  public enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    DATE,
    FREE
  }

  /// Prefix of the free attributes.
  public static final String ATTRIBUTES = "attributes.";

  private static final Pattern ATTRIBUTE =
      Pattern.compile("attributes\\.[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Map<String, FilterField> KNOWN = new LinkedHashMap<>();

  static {
    for (String name :
        List.of(
            "id",
            "kind",
            "name",
            "originalName",
            "aliases",
            "parentId",
            "editionOf",
            "genres",
            "keywords",
            "people",
            "countries",
            "languages",
            "maturity",
            "maturity.system",
            "maturity.code",
            "maturity.labelCode",
            "franchise",
            "themes",
            "moods",
            "tone",
            "pace",
            "style",
            "profile.source")) {
      KNOWN.put(name, new FilterField(name, Type.TEXT));
    }
    for (Title.Role role : Title.Role.values()) {
      String name = "people." + Json.name(role);
      KNOWN.put(name, new FilterField(name, Type.TEXT));
    }
    for (String name :
        List.of(
            "year",
            "endYear",
            "decade",
            "runtimeMinutes",
            "seasonNumber",
            "episodeNumber",
            "rating.count")) {
      KNOWN.put(name, new FilterField(name, Type.INTEGER));
    }
    for (String name : List.of("popularity", "rating.average"))
      KNOWN.put(name, new FilterField(name, Type.DECIMAL));
    KNOWN.put("releaseDate", new FilterField("releaseDate", Type.DATE));
  }

  /// The field of this name, or empty when there is none.
  public static Optional<FilterField> named(String name) {
    if (ATTRIBUTE.matcher(name).matches()) return Optional.of(new FilterField(name, Type.FREE));
    return Optional.ofNullable(KNOWN.get(name));
  }

  /// Every fixed field; attributes come beside them.
  public static List<FilterField> known() {
    return List.copyOf(KNOWN.values());
  }

  static Collection<String> names() {
    return KNOWN.keySet();
  }

  /// Whether facets can count this field: anything but free text names, ids and attributes'
  /// numbers.
  public boolean countable() {
    return type == Type.TEXT || type == Type.INTEGER || type == Type.FREE;
  }
}
