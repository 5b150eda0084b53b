package dev.kindred.query;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pattern can begin: by its first two characters, and by whether a letter or digit stands
/// before them. A search then passes over most of a text at the price of a look into a table a
/// place, where an alternation of forty phrases is tried one by one.
///
/// Derived by asking the pattern itself: when it neither matches two characters nor reaches their
/// end ([Matcher#hitEnd]), nothing that begins with them matches. Characters besides those of
/// [#KNOWN] are taken to open anything. Of what stands before a match one character at most may
/// decide, as in `\b`, `(?<![\p{L}\p{N}])` and `(?<=\u0001)`; a longer look-behind may forbid, but
/// not demand. Costs some thousand short matches a pattern, once.
final class Openings {
  private static final String KNOWN = "abcdefghijklmnopqrstuvwxyz0123456789 ,.-'\u0001";
  private static final int ASCII = 128;
  private static final String[] WITHIN_WORD = {"x", "7"};
  private static final String[] ELSEWHERE = {"", " ", ".", "\u0001"};
  private static final Map<Pattern, Openings> OF = new ConcurrentHashMap<>();

  private final BitSet withinWord;
  private final BitSet elsewhere;

  private Openings(Pattern pattern) {
    withinWord = openings(pattern, WITHIN_WORD);
    elsewhere = openings(pattern, ELSEWHERE);
  }

  static Openings of(Pattern pattern) {
    return OF.computeIfAbsent(pattern, Openings::new);
  }

  private static BitSet openings(Pattern pattern, String[] contexts) {
    BitSet openings = new BitSet(ASCII * ASCII);
    for (int first = 0; first < ASCII; first++) {
      if (KNOWN.indexOf(first) < 0) {
        openings.set(first * ASCII, (first + 1) * ASCII);
      } else if (isOpened(pattern, contexts, String.valueOf((char) first))) {
        for (int second = 0; second < ASCII; second++)
          if (KNOWN.indexOf(second) < 0
              || isOpened(pattern, contexts, "" + (char) first + (char) second))
            openings.set(first * ASCII + second);
      }
    }
    return openings;
  }

  @SuppressWarnings("JdkObsolete") // whether more text could match is the very question
  private static boolean isOpened(Pattern pattern, String[] contexts, String by) {
    for (String before : contexts) {
      Matcher matcher = matcher(pattern, before + by);
      matcher.region(before.length(), before.length() + by.length());
      if (matcher.lookingAt() || matcher.hitEnd()) return true;
    }
    return false;
  }

  /// A matcher for which a region hides nothing of the text.
  static Matcher matcher(Pattern pattern, String text) {
    return pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /// Whether the pattern may match at a place of a text.
  boolean mayBeginAt(String text, int at) {
    if (at + 1 >= text.length()) return true;
    char first = text.charAt(at);
    char second = text.charAt(at + 1);
    if (first >= ASCII || second >= ASCII) return true;
    boolean within = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    return (within ? withinWord : elsewhere).get(first * ASCII + second);
  }
}
