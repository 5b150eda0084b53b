package dev.kindred.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The places of a text where a pattern matches, from left to right, none over another: what
/// [Matcher#find] finds, without trying the pattern where it cannot begin ([Openings]). Used by one
/// thread.
final class Occurrences {
  private final String text;
  private final byte[] codes;
  private final Openings openings;
  private final Matcher matcher;
  private int next;

  /// @param codes of the text; see [Openings#codes]
  Occurrences(Pattern pattern, String text, byte[] codes) {
    this.text = text;
    this.codes = codes;
    this.openings = Openings.of(pattern);
    this.matcher = Openings.matcher(pattern, text);
  }

  /// Goes on to the next one; false when there is none.
  boolean find() {
    for (int at = next; at <= text.length(); at++) {
      if (!openings.mayBeginAt(codes, at)) continue;
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) continue;
      next = matcher.end() > at ? matcher.end() : at + 1;
      return true;
    }
    next = text.length() + 1;
    return false;
  }

  /// Goes to the first one at or behind `from`; false when there is none.
  boolean find(int from) {
    next = from;
    return find();
  }

  int start() {
    return matcher.start();
  }

  int end() {
    return matcher.end();
  }

  int start(int group) {
    return matcher.start(group);
  }

  int end(int group) {
    return matcher.end(group);
  }

  int start(String group) {
    return matcher.start(group);
  }

  String group() {
    return matcher.group();
  }

  /// Null when the group took no part, as of [Matcher#group(int)].
  String group(int group) {
    return matcher.group(group);
  }

  /// Null when the group took no part.
  String group(String group) {
    return matcher.group(group);
  }
}
