package dev.kindred.query;

import dev.kindred.catalogue.TitleId;
import dev.kindred.index.Suggestion;
import dev.kindred.query.Preference.Period;
import dev.kindred.query.TitleNames.Cue;
import dev.kindred.query.TitleNames.Found;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What hits are to be like: titles and people behind `like`, `similar to`, `X meets Y`, `if I
/// loved X` and their kin; the ones behind `not like` and `hated` count against.
final class AnchorRule implements Rule {
  private static final String MODIFIED =
      "(?:(?:that|which) )?(?:(?:is|are|feels?|looks?) )?(?:a (?:bit|little|lot) |kind of |somewhat |more |much |very much |kinda |sort of )?";
  private static final Pattern LIKE =
      Pattern.compile(
          // the noun in front says what is wanted, and stays open for the rules of kinds and genres
          "(?:\\b(?:movies?|films?|shows?|series|flicks?|comed(?:y|ies)|thrillers?|dramas?|horrors?|documentar(?:y|ies)"
              + "|westerns?|musicals?|cartoons?|anime|sci-fi) (?<cue>"
              + MODIFIED
              + "like)"
              + "|\\b(?:something|anything|things?|stuff|ones?|titles?|more|much|just|kind of|a bit|stor(?:y|ies)|else|vibes?|feels?|those|that) "
              + MODIFIED
              + "like"
              + "|^ *like|[,;:.!?\u0001] *(?:but |and |or |more )?like"
              + "|similar(?: in \\w+)? to|in the (?:vein|style|spirit|mood|tradition|manner|footsteps) of|reminiscent of"
              + "|along the lines of|the likes of|\\bfans? of|cross between|mix(?:ture)? (?:of|between)"
              + "|same (?:\\w+ )?(?:vibe|feel|feeling|mood|tone|style|energy|atmosphere)s? (?:as|of)"
              + "|(?:vibe|feel|mood|tone|atmosphere)s? of|comparable to|akin to|alternatives? to|resembl(?:es|ing)"
              + "|close to|\\ba la|à la|\\bà la|as (?:good|funny|dark|scary|clever|moving|weird) as"
              + "|if (?:you|i|we) (?:really |also )*(?:loved?|liked?|enjoyed?|adored?))\\s+");

  private static final Pattern SAID =
      Pattern.compile(
          "(?:\\b(?:i|we|my \\w+)(?:'ve| have)? (?:really |also |absolutely |just |recently |quite |both |always )*"
              + "(?:loved?|liked?|enjoyed?|adored?|watched|saw|seen)|favou?rites?(?: (?:movies?|films?|shows?|ones?))?(?: of all time)?"
              + " (?:is|are|was|were|would be|include)|\\bthan|\\bthink|\\blike)\\s+");

  private static final Pattern UNLIKE =
      Pattern.compile(
          "(?:(?:\\bbut )?\\b(?:not|nothing|isn't|no) (?:at all )?(?:like|similar to|in the style of)|\\bunlike|different from|"
              + "hated?|dislik(?:e|ed)|(?:didn't|did not|don't|do not|doesn't) (?:really )?(?:like|love|enjoy)|can't stand)\\s+");

  private static final Pattern NOT_AS =
      Pattern.compile("\\b(?:but )?not (?:quite )?(?:as|so) ([\\p{L}-]+) as\\s+");
  private static final Pattern MEETS =
      Pattern.compile("\\s+(?:meets|crossed with|mixed with|vs\\.?|crossed by)\\s+");
  private static final Pattern LIKE_BEHIND =
      Pattern.compile("(?:-(?:like|esque|style|ish|type)| style)\\b");
  private static final Pattern ADJECTIVE = Pattern.compile("\\b(\\p{L}{4,})(?:ian|esque)\\b");
  private static final Pattern CAPITALISED =
      Pattern.compile("^\\p{Lu}[\\p{L}\\p{N}']*(?: (?:of |the )*[\\p{Lu}\\p{N}][\\p{L}\\p{N}']*)*");
  private static final Pattern ABOUT_IT =
      Pattern.compile("^ *(?:, *)?(?:but|without|except|minus|only|with|\\+)\\b");
  private static final Pattern DATED = Pattern.compile("\\((?:1[89]\\d\\d|20\\d\\d)\\)");
  private static final Pattern OTHER_YEAR = Pattern.compile("^ *\\((\\d{4})\\)");
  private static final Pattern CAPITAL = Pattern.compile("(?<![\\p{L}\\p{N}'])\\p{Lu}");
  private static final Pattern ABOUT =
      Pattern.compile(
          "\\b(?:about|in|on|at|of|near|from|around|by|with|starring|set|to) +(?:the )?$");

  private static final Pattern AND =
      Pattern.compile(
          "^\\s*(?:,|,? ?\\band\\b|,? ?\\bor\\b|&|/|\\+|\\bplus\\b|\\bmeets\\b|\\bcrossed with\\b|\\bmixed with\\b|\\bcombined with\\b)+\\s*"
              + "(?:also )?(?:like )?");

  private static final Pattern FILLER =
      Pattern.compile(
          "^(?:the (?:movies?|films?|show|series|original|first|old|new) |(?:the |an? )?(?<early>early|earlier|old(?:er)?|classic|first)"
              + " (?:works? of |films? of )?|(?:the |an? )?(?<late>late|later|recent|newer|new|latest) (?:works? of |films? of )?"
              + "|an? (?:good |great )?|those |other |some |the works? of |watching |in )");

  @Override
  public void read(Reading reading, TitleNames names) {
    cued(reading, names, UNLIKE, Cue.STRONG, -1);
    meets(reading, names);
    lessThan(reading, names);
    cued(reading, names, LIKE, Cue.STRONG, 1);
    cued(reading, names, SAID, Cue.LISTED, 1);
    first(reading, names);
    behind(reading, names, LIKE_BEHIND);
    behind(reading, names, DATED);
    if (reading.open().contains("ian") || reading.open().contains("esque"))
      adjectives(reading, names);
    if (reading.anchors.isEmpty()) anywhere(reading, names);
  }

  private static void cued(
      Reading reading, TitleNames names, Pattern pattern, Cue cue, double weight) {
    Occurrences cues = reading.find(pattern);
    int from = 0;
    while (from <= reading.length() && cues.find(from)) {
      from = cues.end();
      int end = listed(reading, names, cues.end(), cue, weight);
      if (end < 0) {
        // nobody we know, but a name all the same: the cue has said what it had to say
        if (cue == Cue.STRONG
            && CAPITALISED.matcher(reading.typed(cues.end(), reading.length())).find()) {
          reading.take(cues.start(), cues.end());
          cues = reading.find(pattern);
        }
        continue;
      }
      boolean noun = pattern == LIKE && cues.group("cue") != null;
      reading.take(noun ? cues.start("cue") : cues.start(), end);
      cues = reading.find(pattern);
      from = end;
    }
  }

  /// A name at the beginning, about which something is said: `Titanic but not a musical`.
  private static void first(Reading reading, TitleNames names) {
    if (!reading.anchors.isEmpty() || reading.isTaken(0)) return;
    Optional<Found> found = names.at(0, Cue.LISTED);
    if (found.isEmpty() || !ABOUT_IT.matcher(reading.open().substring(found.get().end())).find())
      return;
    add(reading, found.get(), Period.ANY, 1);
    reading.take(0, found.get().end());
  }

  /// Reads names from `at` on; returns where they end, or -1 when there is none.
  private static int listed(Reading reading, TitleNames names, int at, Cue cue, double weight) {
    int end = one(reading, names, at, cue, weight);
    if (end < 0) return -1;
    while (true) {
      Matcher and = AND.matcher(reading.open().substring(end));
      if (!and.find()) return end;
      int next = one(reading, names, end + and.end(), Cue.LISTED, weight);
      if (next < 0) next = behindUnknown(reading, names, end + and.end(), weight);
      if (next < 0) return end;
      end = next;
    }
  }

  /// One unknown name does not end a list: `Alien, Zzyzx Road and Heat`.
  private static int behindUnknown(Reading reading, TitleNames names, int at, double weight) {
    Matcher name = CAPITALISED.matcher(reading.typed(at, reading.length()));
    if (!name.find()) return -1;
    Matcher and = AND.matcher(reading.open().substring(at + name.end()));
    if (!and.find()) return -1;
    int next = one(reading, names, at + name.end() + and.end(), Cue.LISTED, weight);
    if (next >= 0) unknown(reading, at);
    return next;
  }

  private static int one(Reading reading, TitleNames names, int at, Cue cue, double weight) {
    if (at >= reading.length()) return -1;
    Optional<Found> found = names.at(at, Cue.LISTED);
    Period period = Period.ANY;
    int start = at;
    if (found.isEmpty()) {
      Matcher filler = FILLER.matcher(reading.open().substring(at));
      if (filler.find()) {
        start = at + filler.end();
        if (filler.group("early") != null) period = Period.EARLY;
        if (filler.group("late") != null) period = Period.LATE;
        found = names.at(start, Cue.LISTED);
      }
      if (found.isEmpty()) found = names.personAt(start, true);
      if (found.isEmpty() && cue == Cue.STRONG) found = names.at(at, Cue.STRONG);
      if (found.isEmpty() && cue == Cue.STRONG && start > at) found = names.at(start, cue);
    }
    if (found.isEmpty()) {
      if (cue == Cue.STRONG && !reading.isTaken(at)) unknown(reading, at);
      return -1;
    }
    add(reading, found.get(), period, weight);
    return found.get().end();
  }

  private static void add(Reading reading, Found found, Period period, double weight) {
    Suggestion name = found.name();
    if (found.match() == Found.Match.NEAR) {
      reading.doubt(0.8);
      String typed = reading.typed(found.from(), found.end());
      reading.note(
          "nearestAnchor", "\"" + typed + "\" is not known; read as \"" + name.text() + "\"");
    }
    Matcher other = OTHER_YEAR.matcher(reading.open().substring(found.end()));
    if (other.find()) {
      reading.doubt(0.8);
      reading.note(
          "nearestAnchor",
          "no \"" + name.text() + "\" of " + other.group(1) + " is known; read as the one that is");
      reading.take(found.end(), found.end() + other.end());
    }
    TitleId id = name.id();
    reading.anchors.add(
        id != null
            ? new Preference.OfTitle(id, name.text(), weight)
            : new Preference.OfPerson(name.text(), period, weight));
  }

  private static void unknown(Reading reading, int at) {
    String rest = reading.typed(at, reading.length());
    Matcher name = CAPITALISED.matcher(rest);
    if (!name.find()) return;
    reading.doubt(0.6);
    reading.note(
        "unknownAnchor",
        "no title or person called \"" + name.group() + "\" is known; its words were searched");
  }

  /// `not as dark as Se7en`.
  private static void lessThan(Reading reading, TitleNames names) {
    Occurrences less = reading.find(NOT_AS);
    if (!less.find()) return;
    int end = listed(reading, names, less.end(), Cue.STRONG, 1);
    if (end < 0) return;
    reading.unwanted.add(new Aspect(less.group(1), Aspect.Degree.LESS));
    reading.take(less.start(), end);
  }

  private static void meets(Reading reading, TitleNames names) {
    Occurrences meets = reading.find(MEETS);
    if (!meets.find()) return;
    Optional<Found> left = names.endingAt(meets.start(), Cue.LISTED);
    if (left.isEmpty()) return;
    add(reading, left.get(), Period.ANY, 1);
    int end = listed(reading, names, meets.end(), Cue.STRONG, 1);
    if (end < 0) end = meets.end();
    reading.take(left.get().from(), end);
  }

  /// Names that a mark behind them gives away: `Die Hard-style`, `Lynch-esque`, `Heat (1995)`.
  private static void behind(Reading reading, TitleNames names, Pattern mark) {
    Occurrences marks = reading.find(mark);
    int from = 0;
    while (from <= reading.length() && marks.find(from)) {
      from = marks.end();
      Optional<Found> found = names.endingAt(marks.start(), Cue.LISTED);
      if (found.isEmpty()) found = names.surnameEndingAt(marks.start());
      if (found.isEmpty()) continue;
      add(reading, found.get(), Period.ANY, 1);
      reading.take(found.get().from(), marks.end());
      marks = reading.find(mark);
    }
  }

  /// `Hitchcockian`, `lynchian`, `Felliniesque`.
  private static void adjectives(Reading reading, TitleNames names) {
    Occurrences adjective = reading.find(ADJECTIVE);
    while (adjective.find()) {
      if (Lexicon.origin(adjective.group()) != null) continue;
      Optional<Found> found = names.surnameEndingAt(adjective.end(1));
      if (found.isEmpty()) continue;
      add(reading, found.get(), Period.ANY, 1);
      reading.take(adjective.start(), adjective.end());
    }
  }

  /// Capitalised names of several words that are not the place or the subject of something.
  private static void anywhere(Reading reading, TitleNames names) {
    Matcher capitals = CAPITAL.matcher(reading.typed(0, reading.length()));
    int from = 0;
    while (from < reading.length() && capitals.find(from)) {
      from = capitals.end();
      int at = capitals.start();
      if (reading.isTaken(at)) continue;
      if (ABOUT.matcher(reading.open().substring(Math.max(0, at - 30), at)).find()) continue;
      Optional<Found> found = names.at(at, Cue.WEAK).filter(f -> f.name().id() != null);
      if (found.isEmpty()) continue;
      reading.doubt(0.9);
      add(reading, found.get(), Period.ANY, 1);
      reading.take(at, found.get().end());
      from = found.get().end();
    }
  }
}
