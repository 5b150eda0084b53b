package dev.kindred.catalogue.reader;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the texts that a mapping finds become the value of a title field.
public enum FieldType {
  TEXT,
  TEXTS,
  ALIASES,
  PEOPLE,
  KIND,
  YEAR,
  MINUTES,
  INTEGER,
  NUMBER,
  DATE,
  FLAG,
  COUNTRIES,
  LANGUAGES;

  /// What `attributes.<name>` starts with.
  static final String ATTRIBUTES = "attributes.";

  private static final Map<String, FieldType> BY_FIELD = new LinkedHashMap<>();

  static {
    BY_FIELD.put("id", TEXT);
    BY_FIELD.put("kind", KIND);
    BY_FIELD.put("name", TEXT);
    BY_FIELD.put("originalName", TEXT);
    BY_FIELD.put("aliases", ALIASES);
    BY_FIELD.put("parentId", TEXT);
    BY_FIELD.put("seasonNumber", INTEGER);
    BY_FIELD.put("episodeNumber", INTEGER);
    BY_FIELD.put("editionOf", TEXT);
    BY_FIELD.put("year", YEAR);
    BY_FIELD.put("endYear", YEAR);
    BY_FIELD.put("releaseDate", DATE);
    BY_FIELD.put("runtimeMinutes", MINUTES);
    BY_FIELD.put("genres", TEXTS);
    BY_FIELD.put("synopsis", TEXT);
    BY_FIELD.put("tagline", TEXT);
    BY_FIELD.put("keywords", TEXTS);
    for (var role : dev.kindred.catalogue.Title.Role.values())
      BY_FIELD.put("people." + role.name().toLowerCase(Locale.ROOT), PEOPLE);
    BY_FIELD.put("countries", COUNTRIES);
    BY_FIELD.put("languages", LANGUAGES);
    BY_FIELD.put("maturity", TEXT);
    BY_FIELD.put("franchise", TEXT);
    BY_FIELD.put("popularity", NUMBER);
    BY_FIELD.put("rating.average", NUMBER);
    BY_FIELD.put("rating.count", INTEGER);
    BY_FIELD.put("poster", TEXT);
    BY_FIELD.put("links.imdb", TEXT);
    BY_FIELD.put("links.tmdb", TEXT);
    BY_FIELD.put("links.movielens", TEXT);
  }

  /// The type of a title field, or null when there is no such field; attributes have the type that
  /// their mapping names.
  static @Nullable FieldType of(String field) {
    return BY_FIELD.get(field);
  }

  /// The title fields that a mapping may name, besides attributes.
  static Map<String, FieldType> fields() {
    return BY_FIELD;
  }

  /// Whether the field holds several values.
  boolean isList() {
    return switch (this) {
      case TEXTS, ALIASES, PEOPLE, COUNTRIES, LANGUAGES -> true;
      case TEXT, KIND, YEAR, MINUTES, INTEGER, NUMBER, DATE, FLAG -> false;
    };
  }
}
