package dev.kindred.query;

import dev.kindred.index.Suggestion;
import dev.kindred.index.Suggestion.Kind;
import dev.kindred.index.TitleSearcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the names of titles and people in a text, with the help of the index: exact ones of any
/// length, else what comes close to the words up to the next boundary.
final class TitleNames {
  private static final int MAX_WORDS = 10;
  private static final int MAX_PERSON = 4;
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]+(?:['.&:-][\\p{L}\\p{N}]+|\\.(?=[\\p{L}\\p{N}]))*");

  /// Where a name that is not known ends at the latest.
  private static final Pattern CLAUSE =
      Pattern.compile(
          "[,:]|\\b(?:but|without|with|except|only|and|or|from|in|that|which|just|minus|where|before|after)\\b");

  private static final Pattern YEAR_BEHIND =
      Pattern.compile(
          "^,?\\s*(?:\\((1[89]\\d\\d|20\\d\\d)\\)|(?:from|of|released in|in)\\s+(1[89]\\d\\d|20\\d\\d)\\b|(1[89]\\d\\d|20\\d\\d)\\b(?!s))");

  private static final Pattern DATED_WHOLE = Pattern.compile("(.+?),?\\s*\\(?\\d{4}\\)?");

  /// Names that come this close are taken for what was meant.
  private static final double NEAR = 0.4;

  /// A last name in small letters scores this when its bearer has three titles or more.
  private static final double BUSY = 0.47;

  /// A whole name of a title with some thousand votes scores at least this.
  private static final double WELL_KNOWN = 0.72;

  /// A last name means its bearer when so few things are better known by it.
  private static final int MEANT = 10;

  /// Names that are looked up with typing errors, in one request: each costs most of what reading
  /// it does.
  private static final int GUESSES = 2;

  /// Of what comes near to a name so many may be meant.
  private static final int GUESSED = 5;

  private final TitleSearcher index;
  private final Reading reading;
  private final Map<String, List<Suggestion>> named = new HashMap<>();
  private int guesses;

  TitleNames(TitleSearcher index, Reading reading) {
    this.index = index;
    this.reading = reading;
  }

  /// A name in the text.
  ///
  /// @param end behind its last character, its year included
  record Found(Suggestion name, int from, int end, Match match) {
    enum Match {
      EXACT,
      NEAR
    }
  }

  /// How a name is announced.
  enum Cue {
    /// `like`, `similar to`: a name is expected.
    STRONG,
    /// `I loved`, or after another name: a name is likely.
    LISTED,
    /// A name may stand anywhere.
    WEAK
  }

  private record Word(int from, int to) {}

  /// The title or person whose name begins at or just behind `at`, the longest name first.
  Optional<Found> at(int at, Cue cue) {
    List<Word> words = words(at, MAX_WORDS, _ -> true);
    for (int count = longest(words); count > 0; count--) {
      Found found = exact(words.getFirst().from(), words.get(count - 1).to(), cue);
      if (found == null) continue;
      // "Blade Ruiner" is not "Blade": a name goes on as long as its words have capitals
      if (count < words.size() && goesOn(found.end(), words.get(count).from())) {
        Optional<Found> longer = near(words);
        if (longer.isPresent() && longer.get().end() > found.end()) return longer;
      }
      return Optional.of(found);
    }
    return cue == Cue.STRONG ? near(words) : Optional.empty();
  }

  /// Of how many of these words a known name can consist at most.
  private int longest(List<Word> words) {
    for (int count = 1; count < words.size(); count++)
      if (!mayGoOn(words.subList(0, count))) return count;
    return words.size();
  }

  /// Whether a known name may begin with these words.
  private boolean mayGoOn(List<Word> words) {
    String begun = reading.typed(words.getFirst().from(), words.getLast().to());
    return forms(begun).stream().anyMatch(index::beginsName);
  }

  private List<Suggestion> named(String name) {
    return named.computeIfAbsent(name, index::named);
  }

  private boolean goesOn(int end, int next) {
    char first = reading.typed(next, next + 1).charAt(0);
    return end <= next
        && reading.typed(end, next).isBlank()
        && (Character.isUpperCase(first) || Character.isDigit(first));
  }

  /// The title or person whose whole name is all of the text, with its year or without.
  @Nullable Found whole() {
    Found found = exact(0, reading.length(), Cue.STRONG);
    if (found != null) return found;
    Matcher dated = DATED_WHOLE.matcher(reading.open());
    if (!dated.matches()) return null;
    found = exact(0, dated.end(1), Cue.STRONG);
    return found != null && found.end() == reading.length() ? found : null;
  }

  /// The person whose name begins at `at`.
  ///
  /// @param surname whether the last name alone is enough
  Optional<Found> personAt(int at, boolean surname) {
    List<Word> words = words(at, MAX_PERSON, this::mayGoOn);
    for (int count = words.size(); count > 0; count--) {
      Word first = words.getFirst();
      Word last = words.get(count - 1);
      String name = possessed(reading.typed(first.from(), last.to()));
      if (count == 1 && Lexicon.COMMON.contains(name.toLowerCase(Locale.ROOT))) continue;
      Suggestion person = count > 1 || surname ? person(name, surname) : null;
      if (person != null)
        return Optional.of(new Found(person, first.from(), last.to(), Found.Match.EXACT));
    }
    return Optional.empty();
  }

  /// The best known title or person whose whole name a range is; a year within or behind it decides
  /// between titles of one name.
  @Nullable Found exact(int from, int to, Cue cue) {
    String name = reading.typed(from, to);
    Matcher behind = YEAR_BEHIND.matcher(reading.open().substring(to));
    Integer year = behind.find() ? year(behind) : null;
    if (!nameLike(name, from, to, cue, year != null)) return null;
    Suggestion best = null;
    for (String form : forms(name)) {
      for (Suggestion one : named(form)) {
        boolean person = one.kind() == Kind.PERSON;
        if (one.kind() != Kind.TITLE && !(person && name.indexOf(' ') > 0)) continue;
        if (year != null && year.equals(one.year()))
          return new Found(one, from, to + behind.end(), Found.Match.EXACT);
        if (best == null || one.score() > best.score()) best = one;
      }
      if (best != null) break;
    }
    if (best == null || !known(best, name, cue)) return null;
    return quoted(from, to)
        ? new Found(best, from - 1, to + 1, Found.Match.EXACT)
        : new Found(best, from, to, Found.Match.EXACT);
  }

  /// The person whose last name is the word that ends at `end`.
  Optional<Found> surnameEndingAt(int end) {
    int from = end;
    while (from > 0 && Character.isLetter(reading.open().charAt(from - 1))) from--;
    Suggestion person = person(reading.typed(from, end), true);
    return person == null
        ? Optional.empty()
        : Optional.of(new Found(person, from, end, Found.Match.EXACT));
  }

  /// The longest title or person whose name ends at `end`.
  Optional<Found> endingAt(int end, Cue cue) {
    int from = end;
    int start = Math.max(0, end - 1);
    while (start > 0 && !isBoundary(reading.open(), start - 1)) start--;
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(reading.open()).region(start, end);
    while (word.find()) words.add(new Word(word.start(), word.end()));
    if (words.isEmpty()) return Optional.empty();
    int to = words.getLast().to();
    for (int first = Math.max(0, words.size() - MAX_WORDS); first < words.size(); first++) {
      from = words.get(first).from();
      Found found = exact(from, to, cue);
      if (found != null) return Optional.of(found);
    }
    return Optional.empty();
  }

  /// Without a strong cue one word in small letters is a name only when the title is well known.
  private static boolean known(Suggestion one, String name, Cue cue) {
    return cue == Cue.STRONG
        || Character.isUpperCase(name.charAt(0))
        || name.indexOf(' ') > 0
        || one.score() >= WELL_KNOWN;
  }

  /// Whether a range can be a name at all: `her` is a film, and mostly is not meant. Common words
  /// must be written as a name: with a capital, in quotes, or with a year.
  private boolean nameLike(String name, int from, int to, Cue cue, boolean dated) {
    if (dated) return true;
    if (quoted(from, to)) return true;
    if (Lexicon.genre(name.toLowerCase(Locale.ROOT)) != null) return false;
    boolean capital = Character.isUpperCase(name.charAt(0)) || Character.isDigit(name.charAt(0));
    String[] words = Lexicon.words(name);
    boolean common = true;
    for (String word : words) common &= Lexicon.COMMON.contains(word);
    if (common) return capital && (cue != Cue.WEAK || words.length > 2);
    return cue != Cue.WEAK || (capital && words.length > 1);
  }

  private boolean quoted(int from, int to) {
    return from > 0
        && to < reading.length()
        && reading.typed(from - 1, from).equals("\"")
        && reading.typed(to, to + 1).equals("\"");
  }

  private static List<String> forms(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> forms = new ArrayList<>();
    forms.add(name);
    if (lower.startsWith("the ")) forms.add(name.substring(4));
    else if (!lower.startsWith("a ") && !lower.startsWith("an ")) forms.add("the " + name);
    if (lower.endsWith("'s")) forms.add(name.substring(0, name.length() - 2));
    return forms;
  }

  private Optional<Found> near(List<Word> words) {
    if (words.isEmpty()) return Optional.empty();
    int from = words.getFirst().from();
    int end = words.getLast().to();
    Matcher clause = CLAUSE.matcher(reading.open()).region(from, end);
    if (clause.find()) end = clause.start();
    String name = reading.typed(from, end).strip();
    while (name.length() >= 4) {
      String typed = name;
      int to = from + name.length();
      boolean genre = Lexicon.genre(name.toLowerCase(Locale.ROOT)) != null;
      Optional<Found> found =
          (genre ? List.<Suggestion>of() : guess(name))
              .stream()
                  .filter(one -> one.kind() == Kind.TITLE || one.kind() == Kind.PERSON)
                  .filter(one -> closeInLength(one.text(), typed))
                  .findFirst()
                  .map(one -> new Found(one, from, to, Found.Match.NEAR));
      int last = name.lastIndexOf(' ');
      if (found.isPresent() || last < 0) return found;
      name = name.substring(0, last).strip();
    }
    return Optional.empty();
  }

  private List<Suggestion> guess(String name) {
    return guesses++ < GUESSES ? index.suggest(name, GUESSED, NEAR) : List.of();
  }

  /// A completion is no typing error: `blade` does not mean `Blade Runner`.
  private static boolean closeInLength(String known, String typed) {
    return Math.abs(known.length() - typed.length()) <= Math.max(2, typed.length() / 4);
  }

  private @Nullable Suggestion person(String name, boolean surname) {
    for (Suggestion one : named(name)) if (one.kind() == Kind.PERSON) return one;
    if (!surname || name.length() < 4 || name.indexOf(' ') >= 0) return null;
    String lower = name.toLowerCase(Locale.ROOT);
    if (Lexicon.COMMON.contains(lower)) return null;
    boolean capital = Character.isUpperCase(name.charAt(0));
    for (Suggestion one : index.complete(name, MEANT)) {
      boolean ofThatName =
          one.kind() == Kind.PERSON && one.text().toLowerCase(Locale.ROOT).endsWith(" " + lower);
      if (ofThatName && (capital || one.score() >= BUSY)) return one;
    }
    return null;
  }

  /// The words from `at` on to the next boundary.
  ///
  /// @param goesOn whether one more is of interest behind these
  private List<Word> words(int at, int most, Predicate<List<Word>> goesOn) {
    String open = reading.open();
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(open).region(at, open.length());
    int from = at;
    while (words.size() < most
        && (words.isEmpty() || goesOn.test(words))
        && word.find()
        && !bounded(open, at, from, word.start())) {
      if (words.isEmpty() && !reading.typed(at, word.start()).isBlank() && gap(at, word.start()))
        break;
      words.add(new Word(word.start(), trimmed(word.start(), word.end())));
      from = word.end();
    }
    return words;
  }

  /// Whether a boundary stands in a gap between words. A quote at the very beginning opens a name.
  private static boolean bounded(String open, int at, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean opens = i == at && open.charAt(i) == '"';
      if (!opens && isBoundary(open, i)) return true;
    }
    return false;
  }

  /// Whether no name goes beyond this place.
  private static boolean isBoundary(String open, int at) {
    return switch (open.charAt(at)) {
      case '\u0001', ';', '?', '!', '"', '(', ')', '[', ']', '|' -> true;
      case '.' -> at + 1 == open.length() || open.charAt(at + 1) == ' ';
      default -> false;
    };
  }

  /// Whether more than a quote or an opening stands between `from` and the first word.
  private boolean gap(int from, int to) {
    return !reading.typed(from, to).strip().equals("\"");
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from + 1 && ".:&-'".indexOf(reading.typed(end - 1, end)) >= 0) end--;
    return end;
  }

  private static String possessed(String name) {
    return name.endsWith("'s") ? name.substring(0, name.length() - 2) : name;
  }

  private static @Nullable Integer year(Matcher behind) {
    for (int group = 1; group <= behind.groupCount(); group++) {
      String digits = behind.group(group);
      if (digits != null) return Integer.valueOf(digits);
    }
    return null;
  }
}
