package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Filter.Edge;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a title came out: years, spans, decades, `recent` and `old`.
final class YearRule implements Rule {
  /// Years that count as recent.
  private static final int RECENT = 5;

  /// Before this a title counts as old.
  private static final int OLD = 1980;

  private static final Map<String, Integer> DECADES =
      Map.ofEntries(
          Map.entry("twenties", 1920),
          Map.entry("thirties", 1930),
          Map.entry("forties", 1940),
          Map.entry("fifties", 1950),
          Map.entry("sixties", 1960),
          Map.entry("seventies", 1970),
          Map.entry("eighties", 1980),
          Map.entry("nineties", 1990),
          Map.entry("noughties", 2000));

  private static final String YEAR = "((?:18[89]|19\\d|20\\d)\\d)";
  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?:\\b(?:made |released |from |came out )*(?:between|from|in) )?\\b"
              + YEAR
              + "(?: ?- ?| to | and | until | through )"
              + YEAR
              + "\\b");
  private static final Pattern ONE =
      Pattern.compile(
          "\\b(?:(?:(?:made|released|came out|filmed|that are|which are|is|are|only) )*(after|since|before|until|till|pre|post|from|in|of|newer than|older"
              + " than|later than|earlier than|prior to|around|circa|not older than|no older than)[ -])"
              + YEAR
              + "\\b( onwards?| or (?:later|newer|after)| or (?:earlier|older|before)|\\+)?");
  private static final Pattern OPEN_ENDED =
      Pattern.compile("\\b" + YEAR + "( onwards?| or (?:later|newer)| or (?:earlier|older)|\\+)");
  private static final Pattern ALONE = Pattern.compile("^ *\\(?" + YEAR + "\\)? *$");
  private static final Pattern DECADE =
      Pattern.compile(
          "\\b(?:(?:made |released |set )?(?:(before|after|since|pre|post)[ -]|(?:from|in|of|during) )?(?:the )?)?(?:(early|mid|late)[ -])?"
              + "(?:'?(19|20)?([0-9]0)'?s|("
              + String.join("|", DECADES.keySet())
              + "))\\b(?!')");
  private static final Pattern RECENTLY =
      Pattern.compile(
          "\\b(?:(?:from |in |of )?the (?:last|past) (?:(\\d{1,2}|few|couple of|two|three|five|ten) )?(years?|decades?)"
              + "|(?:from |made )?(?:very |more |fairly |most )?(?:recent(?:ly (?:made|released))?(?! (?:one|ones|time|times|years)\\b)|new releases?|newly released|brand[ -]new|this year'?s?|latest))\\b");
  private static final Pattern LONG_AGO =
      Pattern.compile(
          "\\b(?:old[ -](?:school|time|fashioned|timey)|vintage|golden[ -]age|(?:from )?(?:long|years) ago"
              + "|old(?:er)?(?=(?: \\w+){0,2} (?:movies?|films?|flicks?|shows?|classics?)\\b)"
              + "|old(?:er)?(?= [\u0001 ]*"
              + Lexicon.GENRE_WORDS.pattern()
              + "))\\b");
  private static final Pattern LAST_YEAR =
      Pattern.compile("\\b(?:from |of )?last year(?:'s)?(?![\\p{L}])");
  private static final Pattern MODERN =
      Pattern.compile("\\bmodern(?= (?:movies?|films?|" + Lexicon.GENRE_WORDS.pattern() + "))");
  private static final Pattern CENTURY =
      Pattern.compile("\\b(?:(?:from|of|in) )?(?:this|the (?:21st|twenty-first)) century\\b");

  private final InstantSource clock;

  YearRule(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void read(Reading reading, TitleNames names) {
    int today = clock.instant().atOffset(ZoneOffset.UTC).getYear();
    each(reading, BETWEEN, m -> years(number(m, 1), number(m, 2)));
    each(reading, ONE, m -> one(m.group(1), number(m, 2), m.group(3)));
    each(
        reading,
        OPEN_ENDED,
        m ->
            m.group(2).contains("earl") || m.group(2).contains("old")
                ? years(null, number(m, 1))
                : years(number(m, 1), null));
    each(reading, ALONE, m -> years(number(m, 1), number(m, 1)));
    each(reading, DECADE, m -> decade(m, today));
    each(reading, RECENTLY, m -> years(today - span(m), null));
    each(reading, LAST_YEAR, m -> years(today - 1, today - 1));
    each(reading, MODERN, m -> years(2000, null));
    each(reading, LONG_AGO, m -> years(null, OLD - 1));
    each(reading, CENTURY, m -> years(2000, null));
  }

  private interface Meaning {
    /// Null when the match means nothing.
    @Nullable Filter of(Occurrences match);
  }

  private static void each(Reading reading, Pattern pattern, Meaning meaning) {
    Occurrences match = reading.find(pattern);
    while (match.find()) {
      Filter filter = meaning.of(match);
      if (filter != null && !reading.isTaken(match.start()))
        reading.constrain(match.start(), match.end(), filter);
    }
  }

  private static @Nullable Filter one(String how, int year, @Nullable String behind) {
    if (behind != null) {
      return behind.contains("earl") || behind.contains("old") || behind.contains("before")
          ? years(null, year)
          : years(year, null);
    }
    return switch (how) {
      case "after", "post", "newer than", "later than" -> years(year + 1, null);
      case "since", "not older than", "no older than" -> years(year, null);
      case "before", "pre", "older than", "earlier than", "prior to" -> years(null, year - 1);
      case "until", "till" -> years(null, year);
      case "around", "circa" -> years(year - 2, year + 2);
      default -> years(year, year);
    };
  }

  private static @Nullable Filter decade(Occurrences match, int today) {
    String word = match.group(5);
    int first;
    if (word != null) {
      first = DECADES.getOrDefault(word, 0);
    } else {
      int digits = number(match, 4);
      String century = match.group(3);
      if (century != null) first = Integer.parseInt(century) * 100 + digits;
      else first = digits <= today % 100 ? 2000 + digits : 1900 + digits;
      // 20s means the 2020s; nobody asks for the films of 1910 by two digits
    }
    if (first > today) return null;
    int last = first + 9;
    String part = match.group(2);
    if (part != null) {
      switch (part) {
        case "early" -> last = first + 4;
        case "mid" -> {
          first += 3;
          last = first + 3;
        }
        default -> first += 5;
      }
    }
    String side = match.group(1);
    if (side == null) return years(first, last);
    return switch (side) {
      case "before", "pre" -> years(null, first - 1);
      case "after", "post" -> years(last + 1, null);
      default -> years(first, null);
    };
  }

  private static int span(Occurrences match) {
    if (match.group(2) == null) return match.group().contains("this year") ? 0 : RECENT;
    String count = match.group(1);
    int number =
        switch (count) {
          case null -> 1;
          case "few" -> RECENT;
          case "couple of", "two" -> 2;
          case "three" -> 3;
          case "five" -> 5;
          case "ten" -> 10;
          default -> Integer.parseInt(count);
        };
    return match.group(2).startsWith("decade") ? number * 10 : count == null ? RECENT : number;
  }

  private static int number(Occurrences match, int group) {
    return Integer.parseInt(match.group(group));
  }

  static Filter years(@Nullable Integer from, @Nullable Integer to) {
    if (from != null && to != null && from > to) return years(to, from);
    return new Filter.Range(
        Reading.field("year"),
        from == null ? null : new Bound(from, Edge.INCLUSIVE),
        to == null ? null : new Bound(to, Edge.INCLUSIVE));
  }
}
