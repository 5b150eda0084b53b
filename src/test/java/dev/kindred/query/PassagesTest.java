package dev.kindred.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PassagesTest {
  @Test
  void aTextOfFewerThanEightyWordsIsNotCut() {
    assertThat(Passages.of("")).isEmpty();
    assertThat(Passages.of(words("w", 79))).isEmpty();
    assertThat(Passages.of(words("w", 80))).hasSize(2);
  }

  @Test
  void passagesEndWithSentences() {
    String ferry = "The ferry " + words("sinks", 23) + "! ";
    String bread = "then he bakes bread " + words("slowly", 27) + "... ";
    String dog = "and says \"is " + words("that", 30) + " his dog?\" ";
    assertThat(Passages.of(ferry + bread + dog))
        .containsExactly(ferry.strip(), bread.strip(), dog.strip());
  }

  @Test
  void shortSentencesStandTogether() {
    String sentence = "A man walks into the old bar. "; // 7 words
    assertThat(Passages.of(sentence.repeat(15)))
        .containsExactly(
            sentence.repeat(5).strip(), sentence.repeat(5).strip(), sentence.repeat(5).strip());
  }

  @Test
  void lineBreaksEndSentences() {
    assertThat(
            Passages.of(words("one", 30) + "\n" + words("two", 30) + "\n\n" + words("three", 30)))
        .containsExactly(words("one", 30), words("two", 30), words("three", 30));
  }

  @Test
  void formsOfAddressAndInitialsEndNone() {
    String first = words("first", 24) + " Dr. J. Smith and Mrs. Smith, e.g. both. ";
    assertThat(Passages.of(first + words("then", 60)))
        .startsWith(first.strip())
        .element(1)
        .isEqualTo(words("then", 40));
  }

  @Test
  void aSentenceWithoutEndIsCutBetweenWords() {
    String text = words("and", 205);
    List<String> passages = Passages.of(text);
    assertThat(passages).hasSize(4).containsOnly(words("and", 40));
  }

  @Test
  void noCrumbStandsAlone() {
    assertThat(Passages.of(words("w", 89))).containsExactly(words("w", 40), words("w", 49));
    assertThat(Passages.of(words("w", 90)))
        .containsExactly(words("w", 40), words("w", 40), words("w", 10));
  }

  @Test
  void theFirstFourAreKept() {
    String text =
        IntStream.rangeClosed(1, 6)
            .mapToObj(i -> words("w" + i, 30) + ".")
            .collect(Collectors.joining(" "));
    assertThat(Passages.of(text))
        .containsExactly(
            words("w1", 30) + ".",
            words("w2", 30) + ".",
            words("w3", 30) + ".",
            words("w4", 30) + ".");
  }

  @Test
  void scriptsWithoutSpacesAreCutAtTheirFullStops() {
    String sentence = "船".repeat(59) + "。"; // 30 words
    assertThat(Passages.of(sentence.repeat(3))).containsExactly(sentence, sentence, sentence);
    assertThat(Passages.of("ก".repeat(2 * 100))).startsWith("ก".repeat(2 * 40)).hasSize(3);
  }

  @Test
  void otherAlphabetsAreCutLikeLatin() {
    String sentence = words("корабль", 30) + "."; // Cyrillic
    assertThat(Passages.of((sentence + " ").repeat(3)))
        .containsExactly(sentence, sentence, sentence);
    String arabic = words("سفينة", 30) + "؟";
    assertThat(Passages.of((arabic + " ").repeat(3))).containsExactly(arabic, arabic, arabic);
  }

  @Test
  void signsAreNoWords() {
    assertThat(Passages.of("- … !? ".repeat(100))).isEmpty();
  }

  private static String words(String word, int count) {
    return String.join(" ", Collections.nCopies(count, word));
  }
}
