package dev.kindred.catalogue.reader;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What values look like, whatever their column is called.
final class Looks {
  /// The share of values that may tell what a column holds.
  static final double MOSTLY = 0.8;

  /// The share that tells it where other shapes are near.
  static final double NEARLY = 0.98;

  private static final Pattern NUMBER = Pattern.compile("-?[\\d,]+(?:\\.\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}(?:\\.0)?");
  private static final Pattern YEAR =
      Pattern.compile("(?:c\\.? ?)?(?:18|19|20|21)\\d\\d(?:\\.0|[-–].*)?");

  /// A year among other things, as in `Apr 3, 1998 to Apr 24, 1999`.
  static final Pattern YEAR_INSIDE = Pattern.compile("\\b(?:18|19|20|21)\\d\\d\\b");

  private static final Pattern UNITS =
      Pattern.compile("\\d+ ?(?:m|mins?|minutes?|h.*)\\.?", Pattern.CASE_INSENSITIVE);
  private static final Pattern IMDB = Pattern.compile("tt\\d{5,10}");
  private static final Pattern DATED_NAME =
      Pattern.compile(".+\\(\\d{4}(?:[-–]\\s*\\d{0,4})?\\)\\s*");
  private static final Pattern HTML =
      Pattern.compile(
          "</?(?:p|b|i|u|a|em|br|ul|li|div|span|strong)\\b[^<>]{0,1000}>|&(?:#\\d{1,6}|#x[0-9a-f]{1,5}|amp|quot|apos|nbsp|lt|gt);",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*");

  /// Shapes of dates that must be told, day and month being numbers or the year short.
  private static final List<String> TOLD_DATES =
      List.of(
          "d/M/uuuu",
          "M/d/uuuu",
          "d.M.uuuu",
          "d-M-uuuu",
          "M-d-uuuu",
          "d/M/uu",
          "M/d/uu",
          "d-MMM-uu");

  private static final Set<String> ABSENT =
      Set.of(
          "\\N",
          "N/A",
          "n/a",
          "NA",
          "NULL",
          "null",
          "None",
          "nan",
          "NaN",
          "-",
          "--",
          "(no genres listed)");
  private static final List<String> SEPARATORS = List.of("|", ";", ",", "/", "·");
  private static final Set<String> GENRES =
      Set.of(
          "action",
          "adventure",
          "animation",
          "anime",
          "biography",
          "children",
          "comedy",
          "crime",
          "documentary",
          "drama",
          "family",
          "fantasy",
          "film-noir",
          "history",
          "horror",
          "music",
          "musical",
          "mystery",
          "romance",
          "sci-fi",
          "science fiction",
          "short",
          "sport",
          "thriller",
          "war",
          "western");

  private Looks() {}

  static boolean isAbsent(String value) {
    return ABSENT.contains(value);
  }

  static boolean isWhole(String value) {
    return WHOLE.matcher(value).matches();
  }

  static boolean isYear(String value) {
    return YEAR.matcher(value).matches();
  }

  static boolean holdsYear(String value) {
    return YEAR_INSIDE.matcher(value).find();
  }

  /// Minutes with their unit, which no other number has.
  static boolean isMinutes(String value) {
    return UNITS.matcher(value).matches();
  }

  static boolean isImdb(String value) {
    return IMDB.matcher(value).matches();
  }

  /// A name that ends in its year, as `Heat (1995)`.
  static boolean isDatedName(String value) {
    return DATED_NAME.matcher(value).matches();
  }

  /// The separator in most of the values; it must be in one of fifty at least.
  static Optional<String> separator(ColumnSample sample) {
    String best = null;
    double most = 0.02;
    for (String separator : SEPARATORS) {
      double share = sample.share(v -> v.contains(separator));
      double needed = separator.equals("/") ? 0.3 : most;
      if (share >= needed && share > most) {
        most = share;
        best = separator;
      }
    }
    return Optional.ofNullable(best);
  }

  /// The share of the parts between separators that pass.
  static double separated(ColumnSample sample, Predicate<String> passes) {
    String separator = sample.isList() ? null : separator(sample).orElse(null);
    if (separator == null) return sample.share(passes);
    long all = 0;
    long good = 0;
    for (String value : sample.values()) {
      for (String part : value.split(Pattern.quote(separator), -1)) {
        if (part.isBlank()) continue;
        all++;
        if (passes.test(part.strip())) good++;
      }
    }
    return all == 0 ? 0 : good / (double) all;
  }

  /// Whether most values name languages.
  static boolean holdsLanguages(ColumnSample sample) {
    return separated(sample, v -> Languages.isName(v) || CODE.matcher(v).matches()) >= MOSTLY;
  }

  static boolean isGenres(String value) {
    for (String part : value.split("[|;,/]", -1))
      if (GENRES.contains(part.strip().toLowerCase(Locale.ROOT))) return true;
    return false;
  }

  /// Whether a text has tags or entities of HTML.
  static boolean isHtml(String value) {
    return HTML.matcher(value).find();
  }

  static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches();
  }

  static boolean isDate(String value) {
    return value.length() >= 6 && !isNumber(value) && FieldText.date(value, _ -> {}) != null;
  }

  /// The shape of most dates of a column: blank when it needs not be told, null when they are none.
  static @Nullable String dateShape(ColumnSample sample) {
    if (sample.share(Looks::isDate) >= MOSTLY) return "";
    for (String shape : TOLD_DATES) {
      DateTimeFormatter formatter = MappingReader.formatter(shape);
      if (sample.share(v -> parses(v, formatter)) >= NEARLY) return shape;
    }
    return null;
  }

  /// Whether a date has a shape.
  static boolean parses(String value, DateTimeFormatter formatter) {
    try {
      LocalDate.parse(value, formatter);
      return true;
    } catch (DateTimeException _) { // another shape
      return false;
    }
  }
}
