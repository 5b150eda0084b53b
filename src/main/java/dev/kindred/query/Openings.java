package dev.kindred.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pattern can begin: by its first three characters, and by whether a letter or digit
/// stands before them. A search then passes over most of a text at the price of a look into a table
/// a place, where an alternation of forty phrases is tried one by one.
///
/// Derived by asking the pattern itself: when it neither matches three characters nor reaches their
/// end ([Matcher#hitEnd]), nothing that begins with them matches. Characters besides those of
/// [#KNOWN] are taken to open anything. Of what stands before a match one character at most may
/// decide, as in `\b`, `(?<![\p{L}\p{N}])` and `(?<=\u0001)`; a longer look-behind may forbid, but
/// not demand. Costs some thousand short matches a pattern, once, and 21 kB.
final class Openings {
  private static final int DEPTH = 3;
  private static final String KNOWN = "abcdefghijklmnopqrstuvwxyz0123456789 ,.-'\u0001";
  private static final int LETTERS = KNOWN.indexOf(' ');

  /// What stands for a character in the tables: its place in [#KNOWN], or whether it is a letter or
  /// digit.
  private static final int OTHER_LETTER = KNOWN.length();

  private static final int OTHER = OTHER_LETTER + 1;
  private static final int CODES = OTHER + 1;
  private static final byte[] ASCII = new byte[128];

  static {
    for (char c = 0; c < ASCII.length; c++) {
      int known = KNOWN.indexOf(c);
      ASCII[c] = (byte) (known >= 0 ? known : Character.isLetterOrDigit(c) ? OTHER_LETTER : OTHER);
    }
  }

  private static final String[] WITHIN_WORD = {"x", "7"};
  private static final String[] ELSEWHERE = {"", " ", ".", "\u0001"};
  private static final Map<Pattern, Openings> OF = new ConcurrentHashMap<>();

  private final long[] withinWord;
  private final long[] elsewhere;

  private Openings(Pattern pattern) {
    withinWord = openings(pattern, WITHIN_WORD);
    elsewhere = openings(pattern, ELSEWHERE);
  }

  static Openings of(Pattern pattern) {
    return OF.computeIfAbsent(pattern, Openings::new);
  }

  private static long[] openings(Pattern pattern, String[] contexts) {
    BitSet openings = new BitSet(CODES * CODES * CODES);
    open(pattern, contexts, "", 0, openings);
    return Arrays.copyOf(openings.toLongArray(), CODES * CODES * CODES / Long.SIZE + 1);
  }

  /// Finds what opens a pattern among all that begins with `by`, the codes of which are `at`.
  private static void open(Pattern pattern, String[] contexts, String by, int at, BitSet openings) {
    int below = 1; // codes that begin with one more character
    for (int length = by.length() + 1; length < DEPTH; length++) below *= CODES;
    for (int code = 0; code < CODES; code++) {
      int from = (at * CODES + code) * below;
      String longer = code < KNOWN.length() ? by + KNOWN.charAt(code) : null;
      if (longer == null) {
        openings.set(from, from + below);
      } else if (isOpened(pattern, contexts, longer)) {
        if (below == 1) openings.set(from);
        else open(pattern, contexts, longer, at * CODES + code, openings);
      }
    }
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

  /// What stands for each character of a text; see [#mayBeginAt].
  static byte[] codes(String text) {
    byte[] codes = new byte[text.length()];
    for (int i = 0; i < codes.length; i++) {
      char c = text.charAt(i);
      int code = c < ASCII.length ? ASCII[c] : Character.isLetterOrDigit(c) ? OTHER_LETTER : OTHER;
      codes[i] = (byte) code;
    }
    return codes;
  }

  /// Whether the pattern may match at a place of a text.
  ///
  /// @param codes of the text
  boolean mayBeginAt(byte[] codes, int at) {
    if (at + DEPTH > codes.length) return true;
    int opening = (codes[at] * CODES + codes[at + 1]) * CODES + codes[at + 2];
    long[] openings = at > 0 && isLetter(codes[at - 1]) ? withinWord : elsewhere;
    return (openings[opening >>> 6] & 1L << opening) != 0;
  }

  private static boolean isLetter(byte code) {
    return code < LETTERS || code == OTHER_LETTER;
  }
}
