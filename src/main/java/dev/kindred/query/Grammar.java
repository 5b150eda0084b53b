package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.TitleNames.Found;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a request in English by rules, in well under a millisecond: who and what it wants to be
/// like, the qualities it asks for and refuses, its hard conditions; the rest is free text. The
/// index tells names from ordinary words. Deterministic; thread-safe.
public final class Grammar {
  /// From this many words on a text without the words of a request retells a plot.
  private static final int LONG = 45;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");

  /// What someone says who looks for one title.
  private static final Pattern SOUGHT =
      Pattern.compile(
          "what(?:'s| is| was| were) (?:that|the|this|a) (?:\\w+ )?(?:movie|film|show|series|name|title|one)\\b|tip of my tongue|\\btomt\\b"
              + "|(?:can't|cannot|can not|couldn't|don't|do not) (?:seem to |quite |really )?(?:remember|recall|figure out|think of)"
              + "|trying to (?:remember|find|recall|figure|identify|track)|\\bi (?:vaguely |only |just |kind of |think i |also |do )?(?:remember|recall)\\b"
              + "|(?:does|do) any(?:one|body) (?:know|remember|recogni[sz]e)|name of (?:the|this|that|a) (?:\\w+ )?(?:movie|film|show)"
              + "|(?:movie|film|show|series|one|anime|cartoon) (?:where|in which|i saw|i watched|from my childhood|that had)\\b|there(?:'s| is| was) (?:this|a) (?:\\w+ ){0,3}(?:movie|film|show)"
              + "|the one (?:where|with the|in which)|help me (?:find|remember|identify)|called\\?|saw (?:it|this) (?:on|as|when|in)|\\bthe (?:main character|protagonist)\\b");

  /// What nobody says who looks for one title.
  private static final Pattern RECOMMEND =
      Pattern.compile(
          "\\b(?:(?:can|could|would) (?:you|anyone|someone) (?:please )?(?:recommend|suggest)|(?:recommend|suggest) (?:me|some|any|a|something)"
              + "|recommendations?|any suggestions|what (?:do|would|can) you (?:recommend|suggest)|what should i watch|in the mood for)\\b");

  /// What someone says who wants to be shown something.
  private static final Pattern ASKED =
      Pattern.compile(
          "\\b(?:recommend\\w*|suggest\\w*|in the mood|favou?rites?|similar to|(?:movies?|films?|shows?|something|anything) like|what should i|feel like watching|looking for (?:a |some |any )?(?:good|great|funny|scary|new)|any good|kinds? of movies?|my taste)\\b");

  private final List<Rule> rules;

  /// Those that read what may be said of a title's facts in a retold plot.
  private final List<Rule> hinting;

  /// @param clock tells what is recent
  public Grammar(InstantSource clock) {
    rules =
        List.of(
            new AnchorRule(),
            new PhraseRule(),
            new PeopleRule(),
            new RuntimeRule(),
            new YearRule(clock),
            new MaturityRule(),
            new OriginRule(),
            new GenreRule(),
            new AspectRule());
    hinting = rules.stream().filter(r -> r instanceof YearRule || r instanceof GenreRule).toList();
  }

  /// What a retold plot says of the year and the genres of its title.
  public Hints hints(String text, TitleSearcher index) {
    Reading reading = new Reading(text);
    TitleNames names = new TitleNames(index, reading);
    for (Rule rule : hinting) rule.read(reading, names);
    return Hints.of(reading.filters);
  }

  /// Reads a request.
  ///
  /// @param filter what the caller demands besides; comes first in the filter of the result
  public Interpretation read(String query, Filter filter, TitleSearcher index) {
    String text = query.strip();
    if (text.isEmpty()) return Interpretation.plain("", filter);
    Reading reading = new Reading(text);
    TitleNames names = new TitleNames(index, reading);
    Interpretation named = named(text, filter, reading, names);
    if (named != null) return named;
    int words = (int) WORD.matcher(text).results().count();
    if (isDescription(reading, words)) {
      return new Interpretation(
          Kind.DESCRIPTION,
          List.of(),
          List.of(),
          List.of(),
          filter,
          text,
          0.5,
          Parser.GRAMMAR,
          List.of());
    }
    reading.conversation = Talk.isConversation(reading);
    for (Rule rule : rules) rule.read(reading, names);
    String rest = Fillers.rest(reading);
    // of a mistyped name a number may be left over, which nobody means to search for
    if (!reading.anchors.isEmpty() && rest.codePoints().noneMatch(Character::isLetter)) rest = "";
    Filter own = contradictionsResolved(reading);
    double confidence = confidence(text, rest) * reading.certainty();
    return new Interpretation(
        reading.conversation ? Kind.CONVERSATION : Kind.REQUEST,
        anchors(reading),
        wanted(reading),
        List.copyOf(reading.unwanted),
        Filter.and(filter, own),
        rest,
        confidence,
        Parser.GRAMMAR,
        reading.notes);
  }

  /// A query that is a name and nothing else; null when it is more, or the name of a genre.
  private static @Nullable Interpretation named(
      String text, Filter filter, Reading reading, TitleNames names) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() > 120 || Lexicon.genre(lower) != null || Lexicon.origin(lower) != null)
      return null;
    Found found = names.whole();
    if (found == null && text.indexOf(' ') < 0)
      found = names.surnameEndingAt(reading.length()).orElse(null);
    if (found == null) return null;
    Suggestion name = found.name();
    Preference anchor =
        name.id() != null
            ? new Preference.OfTitle(name.id(), name.text(), 1)
            : new Preference.OfPerson(name.text(), Preference.Period.ANY, 1);
    return new Interpretation(
        Kind.NAME,
        List.of(anchor),
        List.of(),
        List.of(),
        filter,
        text,
        1,
        Parser.GRAMMAR,
        List.of());
  }

  private static boolean isDescription(Reading reading, int words) {
    if (reading.find(SOUGHT).find()) return words >= 5 && !reading.find(RECOMMEND).find();
    return words >= LONG && !reading.find(ASKED).find();
  }

  /// Without the titles and people that are to be both like and unlike: they stay as unlike.
  private static List<Preference> anchors(Reading reading) {
    List<Preference> anchors = new ArrayList<>(reading.anchors);
    for (Preference refused : reading.anchors) {
      if (refused.weight() < 0
          && anchors.removeIf(a -> a.weight() > 0 && a.withWeight(1).equals(refused.withWeight(1))))
        reading.note(
            "contradiction", "something is both to be like and unlike; read as to be unlike");
    }
    return List.copyOf(anchors);
  }

  private static List<Aspect> wanted(Reading reading) {
    Set<Aspect> wanted = new LinkedHashSet<>(reading.wanted);
    for (Aspect aspect : reading.unwanted) {
      if (wanted.removeIf(w -> w.text().equalsIgnoreCase(aspect.text())))
        reading.note(
            "contradiction",
            "\"" + aspect.text() + "\" is both asked for and refused; read as refused");
    }
    return List.copyOf(wanted);
  }

  /// The conditions together; of one that is both demanded and denied the denial stays.
  private static Filter contradictionsResolved(Reading reading) {
    Set<Filter> filters = new LinkedHashSet<>(reading.filters);
    for (Filter filter : reading.filters) {
      if (filter instanceof Filter.Not(Filter part) && filters.remove(part))
        reading.note("contradiction", "a condition is both demanded and denied; read as denied");
    }
    Filter all = Filter.NONE;
    if (filters.size() == 1) return filters.iterator().next();
    if (!filters.isEmpty()) all = new Filter.All(new ArrayList<>(filters));
    return all;
  }

  private static double confidence(String text, String rest) {
    long all = telling(text);
    if (all == 0) return 0.5;
    long left = Math.min(all, telling(rest));
    return (all - left + 0.5 * left) / all;
  }

  private static long telling(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .filter(word -> !Lexicon.COMMON.contains(word.group()))
        .count();
  }
}
