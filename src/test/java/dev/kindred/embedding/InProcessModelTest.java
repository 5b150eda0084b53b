package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testing.Seeded;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class InProcessModelTest {
  private static final InProcessModel MODEL = InProcessModel.bundled();

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void cutsBetweenWordsOnly() {
    assertThat(MODEL.cut("one two three unbelievabilities", 5)).isEqualTo("one two three");
    assertThat(MODEL.cut("one two three", 3)).isEqualTo("one two three");
    assertThat(MODEL.cut("one two three", 2)).isEqualTo("one two");
  }

  @Test
  void cutsAFirstWordThatIsTooLong() {
    String word = "pneumonoultramicroscopicsilicovolcanoconiosis";
    String cut = MODEL.cut(word, 3);
    assertThat(word).startsWith(cut).isNotEqualTo(cut);
    assertThat(MODEL.countTokens(cut)).isBetween(1, 3);
  }

  @Test
  void countsCharactersOutsideTheBasicPlaneAsOne() {
    assertThat(MODEL.cut("😀 🎬 one two three four", 4)).isEqualTo("😀 🎬 one two");
  }

  @Test
  @Seeded
  void aCutTextIsABeginningWithinTheLimit(Random random) {
    String[] words = {
      "été", "東京", "robot", "🎬", "unbelievably", "co-operate", "'tis", "1999", "\n"
    };
    for (int round = 0; round < 50; round++) {
      StringBuilder text = new StringBuilder("film");
      for (int i = random.nextInt(40); i >= 0; i--)
        text.append(random.nextInt(4) == 0 ? "" : " ").append(words[random.nextInt(words.length)]);
      int limit = 8 + random.nextInt(20);
      String cut = MODEL.cut(text.toString(), limit);
      assertThat(text.toString()).startsWith(cut);
      assertThat(cut).isNotBlank();
      assertThat(MODEL.countTokens(cut)).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  void isNotUsedAfterItsEnd() {
    InProcessModel closed = InProcessModel.bundled();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.countTokens("text"))
        .hasMessage("the embedding model is closed");
  }
}
