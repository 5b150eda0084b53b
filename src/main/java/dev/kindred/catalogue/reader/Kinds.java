package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.Title;
import dev.kindred.json.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What catalogues call the kinds of titles: `Movie`, `TV Show`, `tvMiniSeries`.
final class Kinds {
  private static final Pattern BETWEEN = Pattern.compile("[^a-z]+");
  private static final Map<String, Title.Kind> BY_WORD = new HashMap<>();

  static {
    for (Title.Kind kind : Title.Kind.values()) BY_WORD.put(Json.name(kind), kind);
    for (String word :
        "movies film films feature featurefilm tvmovie tvfilm telefilm short shortfilm tvshort tvspecial special video documentary spielfilm kinofilm dokumentarfilm pelicula largometraje lungometraggio"
            .split(" ", -1)) BY_WORD.put(word, Title.Kind.MOVIE);
    for (String word :
        "tvshow tvshows show shows tv tvseries serial tvserial miniseries tvminiseries webseries serie fernsehserie ova ona"
            .split(" ", -1)) BY_WORD.put(word, Title.Kind.SERIES);
    BY_WORD.put("tvseason", Title.Kind.SEASON);
    BY_WORD.put("tvepisode", Title.Kind.EPISODE);
    BY_WORD.put("tvpilot", Title.Kind.EPISODE);
    BY_WORD.put("videogame", Title.Kind.OTHER);
    BY_WORD.put("game", Title.Kind.OTHER);
    BY_WORD.put("music", Title.Kind.OTHER);
  }

  private Kinds() {}

  static boolean isKnown(String text) {
    return BY_WORD.containsKey(key(text));
  }

  /// The kind as title JSON writes it; a word that names none stays as it is, to be refused.
  static String name(String text) {
    Title.Kind kind = BY_WORD.get(key(text));
    return kind == null ? text : Json.name(kind);
  }

  private static String key(String text) {
    return BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
