package dev.kindred.feedback.reader;

import dev.kindred.catalogue.reader.TextLines;
import dev.kindred.feedback.reader.RatingLine.BadLine;
import dev.kindred.feedback.reader.RatingLine.ReadRating;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the lines of one file are split, and where their columns stand, from 0.
///
/// @param header whether the first line names the columns
/// @param width of a line in fields; 0 for "as many as are needed"
record RatingsLayout(
    RatingsFormat format,
    String separator,
    boolean header,
    int width,
    int user,
    int title,
    int value,
    int time) {
  private static final Set<String> USER =
      Set.of("user", "userid", "viewer", "viewerid", "customer", "customerid", "member");
  private static final Set<String> TITLE =
      Set.of("title", "titleid", "movie", "movieid", "item", "itemid", "film", "filmid");
  private static final Set<String> VALUE = Set.of("rating", "value", "score", "stars");
  private static final Set<String> TIME =
      Set.of("timestamp", "time", "ts", "date", "datetime", "ratedat", "createdat");
  private static final List<String> SEPARATORS = List.of("::", "\t", ";", ",");

  /// Numbers from here on are milliseconds: as seconds they would lie after the year 5000.
  private static final long MILLISECONDS = 100_000_000_000L;

  /// @param asked null to tell the format
  /// @throws IllegalArgumentException when the line shows no columns of ratings
  static RatingsLayout of(@Nullable RatingsFormat asked, String first) {
    String separator = SEPARATORS.stream().filter(first::contains).findFirst().orElse(",");
    List<String> fields = TextLines.fields(first, separator, quotes(separator));
    if (fields == null) throw new IllegalArgumentException("malformed quotes");
    boolean numbers = fields.size() >= 4 && isNumber(fields.get(2)) && isNumber(fields.get(3));
    if (numbers) {
      RatingsFormat format =
          switch (separator) {
            case "::" -> RatingsFormat.ML_1M;
            case "\t" -> RatingsFormat.ML_100K;
            default -> RatingsFormat.CSV;
          };
      if (format == RatingsFormat.CSV)
        throw new IllegalArgumentException(
            "there is no header; expected names for a user, a title, a rating and a timestamp");
      if (asked != null && (!asked.headless() || !asked.separator().equals(separator)))
        throw new IllegalArgumentException("this is " + format.label() + ", not " + asked.label());
      return new RatingsLayout(format, separator, false, 0, 0, 1, 2, 3);
    }
    List<String> names = fields.stream().map(RatingsLayout::key).toList();
    int user = column(names, USER, "user");
    int title = column(names, TITLE, "title");
    int value = column(names, VALUE, "rating");
    int time = column(names, TIME, "timestamp");
    RatingsFormat told =
        names.get(user).equals("userid") && names.get(title).equals("movieid")
            ? RatingsFormat.ML_LATEST
            : RatingsFormat.CSV;
    return new RatingsLayout(
        asked == null ? told : asked, separator, true, names.size(), user, title, value, time);
  }

  RatingLine read(long line, String text) {
    List<String> fields = TextLines.fields(text, separator, quotes(separator));
    if (fields == null) return new BadLine(line, "", "malformed quotes");
    if (width > 0 ? fields.size() != width : fields.size() < 4)
      return new BadLine(
          line, "", "has " + fields.size() + " fields, expected " + (width > 0 ? width : 4));
    String viewer = fields.get(user).strip();
    if (viewer.isEmpty()) return new BadLine(line, "user", "is blank");
    String of = fields.get(title).strip();
    if (of.isEmpty()) return new BadLine(line, "title", "is blank");
    double rating = number(fields.get(value));
    if (!Double.isFinite(rating))
      return new BadLine(line, "rating", "is no number: \"" + fields.get(value) + "\"");
    Instant at = instant(fields.get(time).strip());
    if (at == null)
      return new BadLine(
          line,
          "timestamp",
          "is neither seconds nor milliseconds since 1970 nor a time like 2026-11-26T20:00:00Z: \""
              + fields.get(time)
              + "\"");
    return new ReadRating(line, new Rating(viewer, of, rating, at));
  }

  private static boolean quotes(String separator) {
    return !separator.equals("::");
  }

  private static int column(List<String> names, Set<String> known, String what) {
    for (int i = 0; i < names.size(); i++) if (known.contains(names.get(i))) return i;
    throw new IllegalArgumentException(
        "no column for the " + what + " among " + String.join(", ", names));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
  }

  private static boolean isNumber(String text) {
    return Double.isFinite(number(text));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      long number = Long.parseLong(text);
      return Math.abs(number) < MILLISECONDS
          ? Instant.ofEpochSecond(number)
          : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException none) {
        return null;
      }
    }
  }
}
