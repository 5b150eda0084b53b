package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.query.Interpretation.Note;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request while the rules read it: what is still open, and what was found so far. Rules look for
/// patterns in the lower-case text in which everything taken before is masked, so that no word is
/// read twice. Used by one thread.
final class Reading {
  /// Stands for every character that a rule has taken: a boundary for every pattern.
  private static final char TAKEN = '\u0001';

  /// What says no to the thing right behind it.
  private static final Pattern NEGATION =
      Pattern.compile(
          "(?:\\b(?:but |and |just |please )?(?:not(?: too| very| any| another| really| just| in| from| a| an| the|"
              + " one of)*|no(?: more)?|non|without(?: any| all)?(?: the| a)?|never|nothing(?: too)?|isn't(?: a| an)?|"
              + "aren't|ain't(?: a)?|except(?: for)?|anything but(?: a| an)?|minus(?: the)?|zero|avoid(?:ing)?|"
              + "don't (?:want|like|need)(?: any| a| an)?|do not want(?: any| a)?|hates?(?: all)?|sick of|tired of)[ -]+)$");

  /// What carries a no on to the next thing.
  private static final Pattern CARRIED =
      Pattern.compile("\u0001\\s*(?:,|or|nor|,? or|/)\\s*(?:an? |any |from |in )?$");

  private final String text;
  private final StringBuilder open;
  private @Nullable String opened;
  private byte[] codes = {};
  private int deniedUpTo = -1;
  final Set<Preference> anchors = new LinkedHashSet<>();
  final Set<Aspect> wanted = new LinkedHashSet<>();
  final Set<Aspect> unwanted = new LinkedHashSet<>();
  final List<Filter> filters = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();

  /// Whether somebody talks about films, rather than saying what to find.
  boolean conversation;

  private double certainty = 1;

  Reading(String query) {
    StringBuilder straight = new StringBuilder(query.length());
    for (int i = 0; i < query.length(); i++) straight.append(straight(query.charAt(i)));
    text = straight.toString();
    open = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) open.append(Character.toLowerCase(text.charAt(i)));
  }

  private static char straight(char c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u02bc', '`', '\u00b4' -> '\'';
      case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> '"';
      case '\u2013', '\u2014', '\u2212' -> '-';
      default -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c;
    };
  }

  /// What is still open, in lower case.
  Occurrences find(Pattern pattern) {
    String now = open();
    return new Occurrences(pattern, now, codes);
  }

  String open() {
    String now = opened;
    if (now == null) {
      opened = now = open.toString();
      codes = Openings.codes(now);
    }
    return now;
  }

  /// As typed.
  String typed(int from, int to) {
    return text.substring(from, to);
  }

  int length() {
    return text.length();
  }

  boolean isTaken(int at) {
    return open.charAt(at) == TAKEN;
  }

  void take(int from, int to) {
    if (from < to) opened = null;
    for (int i = from; i < to; i++) open.setCharAt(i, TAKEN);
  }

  /// Takes the words right before `at` that deny what stands there, directly or carried on from the
  /// thing before (`no horror or musicals`); false when there are none.
  boolean takeDenial(int at, int end) {
    String before = open.substring(Math.max(0, at - 40), at);
    Matcher negation = NEGATION.matcher(before);
    if (negation.find()) {
      take(at - (before.length() - negation.start()), at);
      deniedUpTo = end;
      return true;
    }
    Matcher carried = CARRIED.matcher(before);
    if (carried.find() && at - (before.length() - carried.start()) + 1 == deniedUpTo) {
      take(deniedUpTo, at);
      deniedUpTo = end;
      return true;
    }
    return false;
  }

  /// Takes a range that means `filter`, or its opposite when the words before it deny it.
  void constrain(int from, int to, Filter filter) {
    boolean denied = takeDenial(from, to);
    take(from, to);
    filters.add(denied ? new Filter.Not(filter) : filter);
  }

  void note(String code, String detail) {
    notes.add(new Note(code, detail));
  }

  /// Something was read that may not be what was meant.
  ///
  /// @param sure how likely it is, 0..1
  void doubt(double sure) {
    certainty *= sure;
  }

  double certainty() {
    return certainty;
  }

  static FilterField field(String name) {
    return FilterField.named(name).orElseThrow();
  }

  static Filter anyOf(String field, List<String> values) {
    return new Filter.AnyOf(
        field(field), values.stream().<Filter.Value>map(Filter.Text::new).toList());
  }
}
