package dev.kindred.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words that ask without saying for what: `can you recommend me some good …`.
final class Fillers {
  private static final Pattern ASKING =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}'])(?:hi|hello|hey|good (?:morning|evening|afternoon)|how are you(?: doing)?(?: today)?|thanks?(?: you)?(?: so much)?|please|pls|tonight|today|right now"
              + "|(?:can|could|would|will) (?:you|anyone|someone|anybody) (?:please )?(?:recommend|suggest|show|find|give|help)(?: me)?(?: find)?"
              + "|(?:recommend|suggest|show|find|give|get|tell)(?: me)?(?: about)?(?= |$|\u0001)|recommendations?(?: for)?|suggestions?(?: for)?|any (?:recommendations?|suggestions?|ideas)(?: for)?"
              + "|(?:i am|i'm|im|we are|we're|i was) (?:currently )?(?:looking|searching|hunting)(?: for)?|looking for|searching for|(?:i am|i'm|im|we're|we are) in (?:the|a) mood (?:for|to (?:watch|see))|in the mood for|(?:i am|i'm|im) up for"
              + "|i (?:really )?(?:want|need|wanna|would like|would love|fancy|feel like)(?: to)?(?: watch(?:ing)?| see(?:ing)?)?|i'd (?:really )?(?:like|love)(?: to)?(?: watch| see)?|feel like(?: watching)?|want to (?:watch|see)"
              + "|(?:what|which)(?: are| is)? (?:some|the|a)?|what (?:should|can|could|do) (?:i|we|you)(?: watch| recommend)?|do you (?:know|have)(?: of)?(?: any)?|are there(?: any)?|is there(?: any| a| an)?"
              + "|(?:something|anything|some|any|a few|a couple of|more|other)(?: else)?(?: to watch)?(?: (?:that is|that's|that are|which is|which are))?|to watch|worth watching|(?:kind of |a bit |just |more )?like (?:it|that|this|those|them|these)(?: ones?)?|tv|a good|good|great|really good|best|top|nice|decent"
              + ")(?![\\p{L}\\p{N}'])");
  private static final Pattern LEADING =
      Pattern.compile(
          "^(?:[^\\p{L}\\p{N}\"]+|(?:and|but|or|with|that|which|is|are|from|in|a|an|the|of|for|about|it|made|to|very|really|also|just|be|if|so|i|like|what|who|because|why|else|lol|yes)\\b(?= |$) ?)+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TRAILING =
      Pattern.compile(
          "(?:[^\\p{L}\\p{N}\"!?)]+| ?(?<![\\p{L}\\p{N}])(?:and|but|or|with|that|which|is|are|from|in|a|an|the|of|for|about|to|very|also|be|if|so|like|i)\\b)+$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern BEFORE_MARK = Pattern.compile(" (?=[,.;!?])");
  private static final Pattern MARKS = Pattern.compile("([,;])(?:[,;. ]+)");

  /// Characters at the end in which fillers are looked for at once; trimming goes on while it finds
  /// any.
  private static final int TAIL = 40;

  private Fillers() {}

  /// What is left of a request once all was read: its telling words, in the order and the spelling
  /// they were typed.
  static String rest(Reading reading) {
    Occurrences asking = reading.find(ASKING);
    while (asking.find()) reading.take(asking.start(), asking.end());
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < reading.length(); i++) {
      if (reading.isTaken(i)) {
        if (!rest.isEmpty() && rest.charAt(rest.length() - 1) != ' ') rest.append(' ');
      } else {
        rest.append(reading.typed(i, i + 1));
      }
    }
    String text = SPACE.matcher(rest).replaceAll(" ");
    text = BEFORE_MARK.matcher(text).replaceAll("");
    text = MARKS.matcher(text).replaceAll("$1 ").strip();
    String trimmed = text;
    do {
      text = trimmed;
      trimmed = trimmed(text);
    } while (!trimmed.equals(text));
    return trimmed.codePoints().anyMatch(Character::isLetterOrDigit) ? trimmed : "";
  }

  private static String trimmed(String text) {
    Matcher leading = LEADING.matcher(text);
    String rest = leading.lookingAt() ? text.substring(leading.end()) : text;
    Matcher trailing =
        TRAILING
            .matcher(rest)
            .useTransparentBounds(true)
            .region(Math.max(0, rest.length() - TAIL), rest.length());
    return (trailing.find() ? rest.substring(0, trailing.start()) : rest).strip();
  }
}
