package dev.kindred.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OccurrencesTest {
  private static final List<Class<?>> RULES =
      List.of(
          AnchorRule.class,
          AspectRule.class,
          Fillers.class,
          GenreRule.class,
          Grammar.class,
          Lexicon.class,
          MaturityRule.class,
          OriginRule.class,
          PeopleRule.class,
          PhraseRule.class,
          RuntimeRule.class,
          Talk.class,
          YearRule.class);

  @Test
  void everyPatternIsFoundWhereAMatcherFindsIt() throws Exception {
    List<Pattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(50);
    List<String> texts = texts();
    assertThat(texts).hasSizeGreaterThan(300);
    for (Pattern pattern : patterns)
      for (String text : texts)
        assertThat(found(pattern, text))
            .as("%s in %s", pattern, text)
            .isEqualTo(sought(pattern, text));
  }

  @Test
  @Seeded
  void andInAnyMixOfTheirWords(Random random) throws Exception {
    List<String> words = new ArrayList<>();
    for (String text : texts()) words.addAll(List.of(text.split(" ", -1)));
    String[] between = {
      " ", " ", " ", ", ", "-", "\u0001", " \u0001 ", "\u0001s ", ". ", "'", "é "
    };
    List<Pattern> patterns = patterns();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 12; word++)
        text.append(words.get(random.nextInt(words.size())))
            .append(between[random.nextInt(between.length)]);
      String mixed = text.toString();
      for (Pattern pattern : patterns)
        assertThat(found(pattern, mixed))
            .as("%s in %s", pattern, mixed)
            .isEqualTo(sought(pattern, mixed));
    }
  }

  @Test
  void aPatternIsNotTriedWhereItCannotBegin() {
    Openings openings = Openings.of(Pattern.compile("\\b(?:like|similar to)\\b"));
    String text = "liking slim similar likes";
    List<Integer> tried = new ArrayList<>();
    byte[] codes = Openings.codes(text);
    for (int at = 0; at + 2 < text.length(); at++)
      if (openings.mayBeginAt(codes, at)) tried.add(at);
    assertThat(tried)
        .containsExactly(text.indexOf("liking"), text.indexOf("similar"), text.indexOf("likes"));
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Occurrences occurrences = new Occurrences(pattern, text, Openings.codes(text));
    while (occurrences.find()) found.add(occurrences.start() + " " + occurrences.group());
    return found;
  }

  private static List<String> sought(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) found.add(matcher.start() + " " + matcher.group());
    return found;
  }

  private static List<Pattern> patterns() throws IllegalAccessException {
    List<Pattern> patterns = new ArrayList<>();
    for (Class<?> rule : RULES) {
      for (Field field : rule.getDeclaredFields()) {
        if (field.getType() != Pattern.class) continue;
        field.setAccessible(true);
        patterns.add((Pattern) field.get(null));
      }
    }
    return patterns;
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/dev/kindred/query/understanding.tsv")))
      if (!line.startsWith("# ") && !line.isEmpty())
        texts.add(line.split("\t", -1)[0].toLowerCase(Locale.ROOT));
    return texts;
  }
}
