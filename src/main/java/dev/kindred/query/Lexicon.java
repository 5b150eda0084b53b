package dev.kindred.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words of the grammar: tables beside this class that a person can read and extend. All words
/// are lower-case.
final class Lexicon {
  /// Where titles come from: any of the countries, or of the languages.
  record Origin(List<String> countries, List<String> languages) {}

  /// Groups of genre names: a title has at least one name of every group.
  record Genre(List<List<String>> groups) {}

  /// Words that tell nothing by themselves, and so make no name of their own.
  static final Set<String> COMMON =
      Set.of(
          "a about after again all also am an and any anything are as at be because been before being"
              .concat(
                  " best big but by can could day days did do does down each even every few film")
              .concat(
                  " films first for found from fun funny get girl go gone good got great had has")
              .concat(
                  " have he heart her here hers him his home how i if in into is it its just know")
              .concat(" last less life like little long look love made make man many me more most")
              .concat(
                  " movie movies much my new next night no not now of off old on once one only or")
              .concat(
                  " other our out over own people please really right same sad scary see she short")
              .concat(" show so some something still such take than that the their them then there")
              .concat(
                  " these they thing things this those time to today tonight too two under until")
              .concat(
                  " up us very want war was watch way we well were what when where which while who")
              .concat(" why will with without world would year years yes you young your")
              .split(" ", -1));

  /// Common words that are qualities all the same.
  private static final Set<String> TELLING =
      Set.of(
          "funny", "sad", "scary", "long", "short", "old", "new", "big", "little", "war", "love",
          "heart", "great");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[ ,]+");
  private static final Map<String, Genre> GENRES = genres();
  private static final Map<String, Origin> ORIGINS = origins();
  private static final Map<String, String> LANGUAGES = languages();
  private static final Map<String, String> COMPARATIVES = comparatives();

  /// Words of a genre, the longest that fit.
  static final Pattern GENRE_WORDS = words(GENRES.keySet());

  /// Words for a country or people.
  static final Pattern ORIGIN_WORDS = words(ORIGINS.keySet());

  /// Names of languages.
  static final Pattern LANGUAGE_WORDS = words(LANGUAGES.keySet());

  static final Pattern COMPARATIVE_WORDS = words(COMPARATIVES.keySet());

  private Lexicon() {}

  /// The words of a phrase, in lower case.
  static String[] words(String phrase) {
    return BETWEEN_WORDS.split(phrase.toLowerCase(Locale.ROOT), -1);
  }

  /// Whether a phrase holds a word that is not common.
  static boolean tells(String phrase) {
    for (String word : words(phrase))
      if (!word.isEmpty() && (!COMMON.contains(word) || TELLING.contains(word))) return true;
    return false;
  }

  static @Nullable Genre genre(String word) {
    return GENRES.get(word);
  }

  static @Nullable Origin origin(String word) {
    return ORIGINS.get(word);
  }

  /// The BCP 47 tag of a language by its English name.
  static @Nullable String language(String name) {
    return LANGUAGES.get(name);
  }

  /// The quality that a comparative asks more of: `funny` for `funnier`.
  static @Nullable String comparative(String word) {
    return COMPARATIVES.get(word);
  }

  private static Map<String, Genre> genres() {
    Map<String, Genre> genres = new HashMap<>();
    for (List<String> row : rows("genres.tsv")) {
      List<List<String>> groups = new ArrayList<>();
      for (String group : row.get(1).split("\\+", -1)) groups.add(List.of(group.split("\\|", -1)));
      for (String word : row.getFirst().split(", ", -1)) genres.put(word, new Genre(groups));
    }
    return genres;
  }

  private static Map<String, Origin> origins() {
    Map<String, Origin> origins = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
      origins.put(name.toLowerCase(Locale.ROOT), new Origin(List.of(code), List.of()));
    }
    for (List<String> row : rows("origins.tsv")) {
      Origin origin = new Origin(codes(row.get(1)), codes(row.get(2)));
      for (String word : row.getFirst().split(", ", -1)) origins.put(word, origin);
    }
    return origins;
  }

  private static Map<String, String> languages() {
    Map<String, String> languages = new LinkedHashMap<>();
    for (String code : Locale.getISOLanguages()) {
      String name = Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
      if (name.length() > 3) languages.putIfAbsent(name, code);
    }
    languages.put("cantonese", "cn");
    languages.put("mandarin", "zh");
    languages.put("farsi", "fa");
    return languages;
  }

  private static Map<String, String> comparatives() {
    return rows("comparatives.tsv").stream()
        .collect(Collectors.toUnmodifiableMap(List::getFirst, row -> row.get(1)));
  }

  private static List<String> codes(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.split(" ", -1));
  }

  /// Any of the words as a whole, the longest that fits; by their first letters, since an
  /// alternation is tried one by one.
  private static Pattern words(Collection<String> words) {
    Map<String, List<String>> byFirst =
        words.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .collect(Collectors.groupingBy(word -> word.substring(0, 1)));
    String any =
        byFirst.entrySet().stream()
            .map(group ->
                Pattern.quote(group.getKey())
                    + group.getValue().stream()
                        .map(word -> Pattern.quote(word.substring(1)))
                        .collect(Collectors.joining("|", "(?:", ")")))
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])");
  }

  private static List<List<String>> rows(String resource) {
    try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not on the class path");
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> Arrays.asList(line.split("\t", -1)))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }
}
