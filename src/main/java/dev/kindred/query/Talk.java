package dev.kindred.query;

import java.util.regex.Pattern;

/// Tells somebody who talks about films and tastes from somebody who says what to find. Who talks
/// mentions more than is demanded: of the answers that people gave to 500 judged conversations, 54
/// % had a genre that was named.
final class Talk {
  /// From this many words on a request in the first person is a conversation.
  private static final int LONG = 20;

  private static final Pattern PERSON =
      Pattern.compile("\\b(?:i|i'm|i've|i'd|im|me|my|you|we|us|our)\\b");
  private static final Pattern GREETING =
      Pattern.compile("^\\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)\\b");
  private static final Pattern TASTE =
      Pattern.compile(
          "(?<!should )\\b(?:(?:i|we)(?:'m| am| are| do| really| also| usually| mostly| just| always| both| generally| tend to| kinda| absolutely)* (?:like|love|enjoy|prefer|watch|adore)"
              + "(?! (?:to see|something|it)\\b)|(?:my|our) (?:all[- ]time )?favou?rites?)\\b");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+ +(?=\\p{L})");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");

  private Talk() {}

  static boolean isConversation(Reading reading) {
    if (!reading.find(PERSON).find()) return false;
    return reading.find(GREETING).find()
        || reading.find(TASTE).find()
        || reading.find(SENTENCE_END).find()
        || words(reading) >= LONG;
  }

  private static int words(Reading reading) {
    int words = 0;
    Occurrences word = reading.find(WORD);
    while (word.find()) words++;
    return words;
  }
}
