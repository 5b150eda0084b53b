package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a text of a foreign file says, in the shapes that catalogues use. Each function returns
/// null when it says nothing, and then, unless that was to be expected, tells why to `note`.
final class FieldText {
  /// The shapes of dates that cannot be mistaken; a day and a month as numbers can, and need a
  /// `date` in the mapping.
  static final List<String> DATE_SHAPES =
      List.of(
          "uuuu-MM-dd",
          "MMMM d, uuuu",
          "MMM d, uuuu",
          "d MMMM uuuu",
          "d MMM uuuu",
          "d-MMM-uuuu",
          "uuuu/MM/dd",
          "uuuu.MM.dd",
          "uuuuMMdd");

  private static final List<DateTimeFormatter> DATES =
      DATE_SHAPES.stream().map(MappingReader::formatter).toList();
  private static final int MAX_LENGTH = 200;
  private static final Pattern PLAIN_YEAR = Pattern.compile("(-?\\d{1,9})(?:\\.0+)?");
  private static final Pattern DATED = Pattern.compile("(\\d{4})\\s*[-–—/].*|(\\d{4})\\d{4}");
  private static final Pattern IN_TEXT =
      Pattern.compile("(?<!\\d)(1[89]\\d\\d|2[01]\\d\\d)(?!\\d)");
  private static final Pattern MINUTES =
      Pattern.compile(
          "(\\d{1,6})(?:\\.\\d+)?\\s*(?:m|min|mins|minutes?|minuten)?\\.?(?:\\s*(?:per|/)\\s*ep(?:isode)?\\.?)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HOURS =
      Pattern.compile(
          "(?:PT)?(\\d{1,3})\\s*(?:h|hr|hrs|hours?|std|stunden?)\\.?,?\\s*(?:(\\d{1,2})\\s*(?:m|min|mins|minutes?)?\\.?)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ISO_MINUTES = Pattern.compile("PT(\\d{1,6})M(?:\\d+S)?");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?::\\d{2})?");
  private static final Pattern EPISODIC =
      Pattern.compile("\\d{1,6}\\s*(?:seasons?|series|episodes?|eps?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}(?:\\.0+)?");
  private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+");
  private static final Pattern DECIMAL =
      Pattern.compile("(-?\\d{1,15}(?:[.,]\\d{1,17})?(?:[eE]-?\\d{1,3})?)\\s*(?:/\\s*\\d{1,4}|%)?");

  private FieldText() {}

  /// A year. `1972.0`, `1972–1975` and a date are read as their first year; anything else that
  /// holds one, as `c. 1972`, is read with a note.
  static @Nullable JsonNode year(String text, Consumer<String> note) {
    if (text.length() > MAX_LENGTH) return none("no year: ", text, note);
    Matcher plain = PLAIN_YEAR.matcher(text);
    if (plain.matches()) return IntNode.valueOf(Integer.parseInt(plain.group(1)));
    Matcher dated = DATED.matcher(text);
    if (dated.matches())
      return IntNode.valueOf(
          Integer.parseInt(dated.group(1) == null ? dated.group(2) : dated.group(1)));
    Matcher inText = IN_TEXT.matcher(text);
    if (!inText.find()) return none("no year: ", text, note);
    note.accept("read as " + inText.group(1) + ": " + text);
    return IntNode.valueOf(Integer.parseInt(inText.group(1)));
  }

  /// Minutes: `90`, `90 min`, `1h 30m`, `1:30:00`, `PT1H30M`. Zero is absent, and seasons or
  /// episodes are no minutes but none are missed.
  static @Nullable JsonNode minutes(String text, Consumer<String> note) {
    if (text.length() > MAX_LENGTH) return none("neither minutes nor seasons: ", text, note);
    Integer minutes = minutes(text);
    if (minutes == null && !EPISODIC.matcher(text).matches())
      return none("neither minutes nor seasons: ", text, note);
    return minutes == null || minutes == 0 ? null : IntNode.valueOf(minutes);
  }

  private static @Nullable Integer minutes(String text) {
    for (Pattern shape : List.of(MINUTES, ISO_MINUTES)) {
      Matcher alone = shape.matcher(text);
      if (alone.matches()) return Integer.valueOf(alone.group(1));
    }
    for (Pattern shape : List.of(HOURS, CLOCK)) {
      Matcher hours = shape.matcher(text);
      if (!hours.matches()) continue;
      String rest = hours.group(2);
      return 60 * Integer.parseInt(hours.group(1)) + (rest == null ? 0 : Integer.parseInt(rest));
    }
    return null;
  }

  /// Whether a text says how many seasons or episodes there are, as `2 Seasons`.
  static boolean isEpisodic(String text) {
    return text.length() <= MAX_LENGTH && EPISODIC.matcher(text).matches();
  }

  /// A whole number, thousands grouped by commas or not.
  static @Nullable JsonNode integer(String text, Consumer<String> note) {
    String plain = GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
    if (plain.length() > MAX_LENGTH || !WHOLE.matcher(plain).matches())
      return none("no whole number: ", text, note);
    int point = plain.indexOf('.');
    long number = Long.parseLong(point < 0 ? plain : plain.substring(0, point));
    return number == (int) number
        ? IntNode.valueOf((int) number)
        : none("too large a number: ", text, note);
  }

  /// A number: `7.5`, `7,5`, `7.5/10`, `75%`, `1,234,567`.
  static @Nullable JsonNode number(String text, Consumer<String> note) {
    if (text.length() > MAX_LENGTH) return none("no number: ", text, note);
    String plain = GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
    Matcher m = DECIMAL.matcher(plain);
    if (!m.matches()) return none("no number: ", text, note);
    double number = Double.parseDouble(m.group(1).replace(',', '.'));
    return Double.isFinite(number) ? DoubleNode.valueOf(number) : none("no number: ", text, note);
  }

  /// A date in one of [#DATE_SHAPES], with or without a time after it.
  static @Nullable JsonNode date(String text, Consumer<String> note) {
    LocalDate date = text.length() > MAX_LENGTH ? null : date(text);
    return date == null
        ? none("no date such as 1982-06-25: ", text, note)
        : TextNode.valueOf(date.toString());
  }

  private static @Nullable LocalDate date(String text) {
    boolean timed = text.length() > 10 && (text.charAt(10) == 'T' || text.charAt(10) == ' ');
    if (timed || text.length() == 10) {
      try {
        return LocalDate.parse(text.substring(0, 10));
      } catch (DateTimeParseException _) { // another shape, perhaps
      }
    }
    for (DateTimeFormatter shape : DATES) {
      try {
        return LocalDate.parse(text, shape);
      } catch (DateTimeException _) { // another shape, perhaps
      }
    }
    return null;
  }

  static @Nullable JsonNode flag(String text, Consumer<String> note) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> BooleanNode.TRUE;
      case "false", "no", "n", "0" -> BooleanNode.FALSE;
      default -> none("neither true nor false: ", text, note);
    };
  }

  private static @Nullable JsonNode none(String reason, String text, Consumer<String> note) {
    note.accept(reason + FoundTexts.shortened(text));
    return null;
  }
}
