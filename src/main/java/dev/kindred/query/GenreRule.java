package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Genres and kinds: `a war film`, `comedies`, `sci-fi or fantasy`, `not a musical`, `a series`. In
/// a conversation a genre is a taste (`I love comedies and thrillers`), so no condition but a
/// wanted quality. Words that are also themes (`family`, `crime`) are genres only where they are
/// used as one.
final class GenreRule implements Rule {
  private static final Set<String> AMBIGUOUS =
      Set.of(
          "action",
          "adventure",
          "adventures",
          "crime",
          "drama",
          "family",
          "fantasies",
          "fantasy",
          "history",
          "mysteries",
          "mystery",
          "reality",
          "romance",
          "romances",
          "sport",
          "sports",
          "war",
          "horror",
          "horrors",
          "animated",
          "romantic",
          "noir",
          "love story",
          "love stories",
          "doc",
          "docs",
          "comedic",
          "historical",
          "western",
          "musical",
          "cartoon");

  private static final String KINDS =
      "(?:movies?|films?|flicks?|shows?|series|mini-?series|sitcoms?|stor(?:y|ies)|features?|titles?|picks?|ones?|epics?|classics?|something|anything)";
  private static final Pattern KIND_BEHIND =
      Pattern.compile(
          "^(?:[-\u0001 ]|, |/| and | or )*(?:(?:tv|feature|short|\\w+) )?" + KINDS + "\\b");
  private static final Pattern ADJACENT =
      Pattern.compile(
          "^(?:[ -]|, ?| ?/ ?| and | & | or )*(?:" + Lexicon.GENRE_WORDS.pattern() + ")");
  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "^[\u0001 ]*(?:$|[,.;!?)]|\\b(?:but|with|without|that|which|where|set|from|about|for|like|in|starring|directed|by|made|please|not|or|and|tonight|to watch)\\b)");
  private static final Pattern SUBJECT_BEFORE =
      Pattern.compile(
          "\\b(?:about|of|the|in|on|with|for|his|her|their|my|our|your|its|this|into|during|after|to|at|some more|more|less|love|as|through|from|by|between|without|no|real|true|own|whole|'s) $");

  private static final Pattern KIND =
      Pattern.compile(
          "\\b(?:(?:(?:(?:mini|web|limited|tv|television)[ -]?)(?:series|shows?)|sitcoms?|series|shows?|miniseries)(?!down)|(movies?|films?|flicks?|motion pictures?|feature films?))\\b"
              + "(?! (?:star|stars|studio|studios|theat(?:er|re)s?|directors?|crew|school|making|makers?|sets?|business|industry|industries|me|him|her|us|that i\\b|you))");
  private static final Pattern NAMES_SOMETHING =
      Pattern.compile(
          "(?:talent|game|talk|reality|quiz|radio|freak|peep|variety|the|picture|magic|light) $|\\b(?:a|the) (?:movie|film) about (?:a|the) $");

  private static final Pattern LIKED =
      Pattern.compile("\\b(?:like|love|enjoy|prefer|watch|into)(?: (?:a )?(?:good|great))? $");

  private static final Pattern OR = Pattern.compile("or|/|, or|either|or an?|,? ?or a");

  @Override
  public void read(Reading reading, TitleNames names) {
    Alternatives alternatives = new Alternatives(reading, OR);
    Occurrences match = reading.find(Lexicon.GENRE_WORDS);
    while (match.find()) {
      if (reading.isTaken(match.start())) continue;
      Lexicon.Genre genre = Lexicon.genre(match.group());
      if (genre == null || !meant(reading, match)) continue;
      Filter filter = filter(genre);
      if (reading.conversation) {
        if (reading.takeDenial(match.start(), match.end()))
          reading.filters.add(new Filter.Not(filter));
        else reading.wanted.add(Aspect.some(match.group()));
        reading.take(match.start(), match.end());
        continue;
      }
      alternatives.add(match.start(), match.end(), filter);
    }
    kinds(reading);
  }

  /// Whether the word is used as a genre here.
  private static boolean meant(Reading reading, Occurrences match) {
    String before = reading.open().substring(Math.max(0, match.start() - 24), match.start());
    String behind = reading.open().substring(match.end());
    if (before.endsWith("about ") || before.endsWith("about a ")) return false;
    if (before.endsWith("to ") && !behind.startsWith(" movie")) return false;
    if (!AMBIGUOUS.contains(match.group())) return true;
    if (reading.conversation && LIKED.matcher(before).find()) return true;
    if (KIND_BEHIND.matcher(behind).find() && !before.endsWith("for ")) return true;
    if (ADJACENT.matcher(behind).find() && !SUBJECT_BEFORE.matcher(before).find()) return true;
    if (match.group().equals("animated")) return true;
    boolean denied =
        before.matches(
            ".*\\b(?:not an?|no|not|without(?: any)?|non|anything but|isn't an?|no more) $");
    return CLAUSE_END.matcher(behind).find() && (denied || !SUBJECT_BEFORE.matcher(before).find());
  }

  private static Filter filter(Lexicon.Genre genre) {
    List<Filter> groups = new ArrayList<>();
    for (List<String> group : genre.groups()) groups.add(Reading.anyOf("genres", group));
    return groups.size() == 1 ? groups.getFirst() : new Filter.All(groups);
  }

  /// `movies and series` asks for both, so for neither.
  private static void kinds(Reading reading) {
    Occurrences match = reading.find(KIND);
    @Nullable String wanted = null;
    boolean both = false;
    List<int[]> spans = new ArrayList<>();
    while (match.find()) {
      String before = reading.open().substring(Math.max(0, match.start() - 24), match.start());
      if (NAMES_SOMETHING.matcher(before).find() && !match.group().startsWith("series")) continue;
      String kind = match.group(1) != null ? "movie" : "series";
      if (reading.takeDenial(match.start(), match.end())) {
        reading.take(match.start(), match.end());
        reading.filters.add(new Filter.Not(Reading.anyOf("kind", List.of(kind))));
        continue;
      }
      both |= wanted != null && !wanted.equals(kind);
      wanted = kind;
      spans.add(new int[] {match.start(), match.end()});
    }
    for (int[] span : spans) reading.take(span[0], span[1]);
    if (wanted != null && !both) reading.filters.add(Reading.anyOf("kind", List.of(wanted)));
  }
}
