package dev.kindred.query;

import dev.kindred.query.Aspect.Degree;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Qualities asked for and refused: `but hopeful`, `funnier`, `more romance`, `without gore`, `less
/// violent`, `not too long`, `gore-free`.
final class AspectRule implements Rule {
  private static final String PHRASE =
      "(?<![\\p{L}\\p{N}'-])((?:(?!\\b(?:more|less|fewer|but|and|or|with|without|from|in|set|please|that|which|who|where|like|than|not|no|for|to|the one|is|are)\\b)[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*)(?: (?!(?:more|less|fewer|but|and|or|with|without|from|set|please|that|which|who|where|like|than|not|no|for|is|are)\\b)[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*){0,3})";
  private static final String LIST =
      PHRASE + "((?:(?:,| or|, or|,? and| nor|/)\\s+(?:any |too much |a |so )?" + PHRASE + ")*)";

  private static final Pattern REFUSED =
      Pattern.compile(
          "\\b(?:but |and |, )*(?:without (?:any |all |all the |the |too much |so much )*|with no |no (?:more )?|not (?:too |very |so |any |really |overly |that |just |another |an |a |all )*"
              + "|nothing (?:too |that's |that is |overly |with )*|never |avoid(?:ing)? (?:any )?|minus (?:the |all the )?|except (?:for )?(?:the )?|hold the |skip(?:ping)? the |isn't (?:too |so |a )*|aren't (?:too |so )*"
              + "|i don't (?:want|like|need) (?:any |too much )?|don't want (?:any |too much )?|free of |devoid of |zero |i hate |tired of |sick of |anything but )"
              + LIST);
  private static final Pattern NOT_SET =
      Pattern.compile(
          "\\bnot (set (?:in|on|at|during) (?:the )?[\\p{L}\\p{N}' -]{2,40}?)(?=$|[,.;!?\u0001]| but | and | with )");
  private static final Pattern FREE = Pattern.compile("\\b([\\p{L}]+(?: [\\p{L}]+)?)[- ]free\\b");
  private static final Pattern NON = Pattern.compile("\\bnon[- ]([\\p{L}]+)\\b");
  private static final Pattern LESS =
      Pattern.compile(
          "\\b(?:but |and |, )*(?:with )?(?:a (?:little|bit|lot) |much |way |far |slightly |somewhat )*(?:less|fewer|not (?:as|so)(?: much)?) "
              + LIST);
  private static final Pattern MORE =
      Pattern.compile(
          "\\b(?:but |and |, |only |just )*(?:with )?(?:a (?:little|bit|lot) |much |way |far |slightly |somewhat |even )*more "
              + LIST);
  private static final Pattern COMPARATIVE =
      Pattern.compile(
          "(?:\\b(?:but|and|,|only|just) )*(?:\\b(?:is|are|a (?:little|bit|lot)|much|way|far|slightly|somewhat|even|make it) )*("
              + Lexicon.COMPARATIVE_WORDS.pattern()
              + ")(?: than)?");
  private static final Pattern BUT =
      Pattern.compile(
          "(?:\\b|(?<=\u0001))(?:but|yet|only|except|although)\\b[, ]+(?!(?:my|i|i'm|he|she|they|we|you|the) )(?:(?:it'?s|it is|that's|that is|which is|one that is|still|also|a bit|a little|kind of|somehow|very|really|make it|should be|be|is|are|with(?: a| an| some| lots of| plenty of| a lot of| more)?|set|has|having|a|an|some|stays?|feels?|remains?|keeps?|gets|ends) )*"
              + LIST);
  private static final Pattern WITH =
      Pattern.compile(
          "\u0001 *(?:with|plus) (?:a |an |some |lots of |plenty of |a lot of |a touch of |a bit of |a dash of )*"
              + LIST);
  private static final Pattern PART = Pattern.compile(PHRASE);

  private static final Pattern LEADING =
      Pattern.compile(
          "^(?i:too|very|so|really|any|a|an|the|of|much|many|as|overly|bit|quite|be|kind of) ");
  private static final Pattern TRAILING =
      Pattern.compile(
          " (?i:please|thanks|at all|though|in it|stuff|this time|either|too|much|parts?|scenes?|as well|instead|tonight)$");

  @Override
  public void read(Reading reading, TitleNames names) {
    Occurrences elsewhere = reading.find(NOT_SET);
    while (elsewhere.find()) {
      reading.unwanted.add(Aspect.some(reading.typed(elsewhere.start(1), elsewhere.end(1))));
      reading.take(elsewhere.start(), elsewhere.end());
    }
    list(reading, LESS, Degree.LESS, Side.UNWANTED);
    list(reading, REFUSED, Degree.SOME, Side.UNWANTED);
    if (reading.open().contains("free")) free(reading); // or every word would be tried
    Occurrences non = reading.find(NON);
    while (non.find()) {
      reading.unwanted.add(Aspect.some(non.group(1)));
      reading.take(non.start(), non.end());
    }
    Occurrences comparative = reading.find(COMPARATIVE);
    while (comparative.find()) {
      String word = comparative.group(1);
      String quality = Lexicon.comparative(word);
      if (quality == null || reading.isTaken(comparative.start(1))) continue;
      reading.wanted.add(new Aspect(quality, Degree.MORE));
      reading.take(comparative.start(), comparative.end());
    }
    list(reading, MORE, Degree.MORE, Side.WANTED);
    list(reading, BUT, Degree.SOME, Side.WANTED);
    if (!reading.anchors.isEmpty()) list(reading, WITH, Degree.SOME, Side.WANTED);
  }

  private static void free(Reading reading) {
    Occurrences free = reading.find(FREE);
    while (free.find()) {
      reading.unwanted.add(Aspect.some(free.group(1)));
      reading.take(free.start(), free.end());
    }
  }

  private enum Side {
    WANTED,
    UNWANTED
  }

  private static void list(Reading reading, Pattern pattern, Degree degree, Side side) {
    Occurrences match = reading.find(pattern);
    int from = 0;
    while (from <= reading.length() && match.find(from)) {
      Matcher parts = PART.matcher(reading.open()).region(match.start(1), match.end());
      int end = match.start(1);
      while (parts.find()) {
        String text = reading.typed(parts.start(), parts.end()).strip();
        String plain = trimmed(text);
        if (Lexicon.tells(plain)) {
          Aspect aspect = new Aspect(plain, degree);
          if (side == Side.WANTED) reading.wanted.add(aspect);
          else reading.unwanted.add(aspect);
        }
        end = parts.end();
      }
      reading.take(match.start() + (match.group().startsWith("\u0001") ? 1 : 0), end);
      from = end;
      match = reading.find(pattern);
    }
  }

  private static String trimmed(String phrase) {
    String shorter = LEADING.matcher(phrase).replaceFirst("");
    return TRAILING.matcher(shorter).replaceFirst("").strip();
  }
}
