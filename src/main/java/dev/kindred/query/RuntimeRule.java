package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Filter.Edge;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long a title takes: `under two hours`, `90 minutes or less`, `a short film`.
final class RuntimeRule implements Rule {
  /// Minutes on both sides of `about`.
  private static final int ABOUT = 10;

  /// Longest short film, in minutes, by the rule of the Academy.
  private static final int SHORT_FILM = 40;

  private static final Map<String, Double> NUMBERS =
      Map.ofEntries(
          Map.entry("half an", 0.5),
          Map.entry("an", 1.0),
          Map.entry("one", 1.0),
          Map.entry("one and a half", 1.5),
          Map.entry("an hour and a half", 1.5),
          Map.entry("two", 2.0),
          Map.entry("two and a half", 2.5),
          Map.entry("three", 3.0),
          Map.entry("four", 4.0));

  private static final String LENGTH =
      "(?:(an hour and a half)|(\\d{1,3}(?:[.,]5)?|half an|one and a half|two and a half|an|one|two|three|four)"
          + "[ -]?(hours?|hrs?|h|minutes?|mins?|min|m)(?: ?(?:and )?(\\d{1,2}) ?(?:minutes?|mins?|m))?(?: long)?)";
  private static final Pattern BOUNDED =
      Pattern.compile(
          "\\b(?:(?:that(?:'s| is| are)|which (?:is|are)|with a (?:runtime|length) of|lasting|running) )?"
              + "(not? (?:longer|more) than|under|below|less than|shorter than|within|at most|max(?:imum)?(?: of)?|up to|fewer than|"
              + "over|above|more than|longer than|at least|min(?:imum)?(?: of)?|about|around|roughly|approximately|exactly) "
              + LENGTH
              + "\\b");
  private static final Pattern TRAILING =
      Pattern.compile(
          "\\b" + LENGTH + " (or (?:less|shorter|under)|max|tops|or (?:more|longer)|plus)\\b");
  private static final Pattern SHORT =
      Pattern.compile("\\bshort (?=films?\\b|movies?\\b)|\\bshorts\\b");

  @Override
  public void read(Reading reading, TitleNames names) {
    Occurrences bounded = reading.find(BOUNDED);
    while (bounded.find()) {
      double minutes = minutes(bounded, 2);
      if (!plausible(minutes)) continue;
      String how = bounded.group(1);
      Filter filter =
          switch (how) {
            case "under", "below", "less than", "shorter than", "fewer than" ->
                range(null, new Bound(minutes, Edge.EXCLUSIVE));
            case "over", "above", "more than", "longer than" ->
                range(new Bound(minutes, Edge.EXCLUSIVE), null);
            case "about", "around", "roughly", "approximately", "exactly" ->
                range(
                    new Bound(minutes - ABOUT, Edge.INCLUSIVE),
                    new Bound(minutes + ABOUT, Edge.INCLUSIVE));
            default ->
                how.startsWith("at least") || how.startsWith("min")
                    ? range(new Bound(minutes, Edge.INCLUSIVE), null)
                    : range(null, new Bound(minutes, Edge.INCLUSIVE));
          };
      reading.constrain(bounded.start(), bounded.end(), filter);
    }
    Occurrences trailing = reading.find(TRAILING);
    while (trailing.find()) {
      double minutes = minutes(trailing, 1);
      if (!plausible(minutes)) continue;
      String how = trailing.group(5);
      Bound bound = new Bound(minutes, Edge.INCLUSIVE);
      boolean least = how.endsWith("more") || how.endsWith("longer") || how.equals("plus");
      reading.constrain(
          trailing.start(), trailing.end(), least ? range(bound, null) : range(null, bound));
    }
    Occurrences small = reading.find(SHORT);
    while (small.find())
      reading.constrain(
          small.start(), small.end(), range(null, new Bound(SHORT_FILM, Edge.INCLUSIVE)));
  }

  /// Groups from `first` on: the whole phrase, the number, the unit, the minutes behind.
  private static double minutes(Occurrences match, int first) {
    if (match.group(first) != null) return 90;
    String number = match.group(first + 1);
    double value =
        NUMBERS.containsKey(number)
            ? NUMBERS.get(number)
            : Double.parseDouble(number.replace(',', '.'));
    double minutes = match.group(first + 2).startsWith("h") ? value * 60 : value;
    String more = match.group(first + 3);
    return minutes + (more == null ? 0 : Integer.parseInt(more));
  }

  private static boolean plausible(double minutes) {
    return minutes >= 1 && minutes <= 1_000;
  }

  private static Filter range(@Nullable Bound lower, @Nullable Bound upper) {
    return new Filter.Range(Reading.field("runtimeMinutes"), lower, upper);
  }
}
