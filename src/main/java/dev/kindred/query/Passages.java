package dev.kindred.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a long text into passages at the ends of its sentences, so that what one part tells is not
/// blurred by the rest. A passage has 20 to 49 words; where a sentence is longer, it is cut between
/// words. A passage begins with a letter or digit. In scripts that are written without spaces two
/// characters count as a word.
final class Passages {
  /// Words from which on a text is cut.
  private static final int LONG = 80;

  /// Words of a passage, about.
  private static final int WORDS = 40;

  /// Passages of a text: what comes first tells as much as what has the rarest words.
  private static final int MOST = 4;

  private static final String WITHOUT_SPACES =
      "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
  private static final Pattern WORD =
      Pattern.compile("[%1$s]{1,2}|[\\p{L}\\p{N}&&[^%1$s]][^\\s%1$s]*".formatted(WITHOUT_SPACES));

  /// With or without a capital behind; not behind an initial or a form of address.
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "(?<!\\b(?:mr|mrs|ms|dr|st|vs|jr|sr|\\p{L}))[.!?…؟।]+[\"'”’)\\]]*\\s+|[。！？]+[”」』）]*|\\R+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Passages() {}

  /// The first four passages at most, in their order; none when the text has fewer than 80 words.
  static List<String> of(String text) {
    List<Integer> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(text); word.find(); ) words.add(word.start());
    if (words.size() < LONG) return List.of();
    NavigableSet<Integer> sentences = sentences(text, words);
    List<String> passages = new ArrayList<>();
    for (int from = 0; from < words.size() && passages.size() < MOST; ) {
      int to = end(from, words.size(), sentences);
      int until = to == words.size() ? text.length() : words.get(to);
      passages.add(text.substring(words.get(from), until).strip());
      from = to;
    }
    return passages;
  }

  /// The words that begin a sentence, but for the first.
  private static NavigableSet<Integer> sentences(String text, List<Integer> words) {
    NavigableSet<Integer> sentences = new TreeSet<>();
    for (Matcher end = SENTENCE_END.matcher(text); end.find(); ) {
      int word = Collections.binarySearch(words, end.end());
      sentences.add(word < 0 ? -word - 1 : word);
    }
    return sentences;
  }

  /// The word behind the passage that begins with word `from`.
  private static int end(int from, int words, NavigableSet<Integer> sentences) {
    int to = from + WORDS;
    Integer sentence = sentences.floor(to);
    if (sentence != null && sentence >= from + WORDS / 2) to = sentence;
    return words - to < WORDS / 4 ? words : to; // no crumb at the end
  }
}
