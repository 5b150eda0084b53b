package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testing.OverlapModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossEncoderModelTest {
  @TempDir private Path folder;

  @Test
  void scoresAQueryWithAText() {
    try (CrossEncoderModel model = overlap()) {
      assertThat(model.score("robot winter", "A robot meets a Robot in winter")).isEqualTo(2 + 1);
      assertThat(model.score("robot winter", "A garden")).isZero();
    }
  }

  @Test
  void aLongTextLosesItsEnd() {
    try (CrossEncoderModel model = overlap()) {
      double most = CrossEncoderModel.MAX_TOKENS;
      assertThat(model.score("robot", "robot ".repeat(2_000))).isBetween(most - 10, most);
      assertThat(model.score("winter", "robot ".repeat(2_000) + "winter")).isZero();
    }
  }

  @Test
  void callersAtOnceGetTheirOwnScores() {
    try (CrossEncoderModel model = overlap()) {
      assertThat(
              IntStream.range(0, 200)
                  .parallel()
                  .mapToDouble(i -> model.score("robot", "a" + " robot".repeat(i % 20)))
                  .toArray())
          .containsExactly(IntStream.range(0, 200).mapToDouble(i -> i % 20).toArray());
    }
  }

  @Test
  void aModelThatFailsOrAnswersNoNumberIsTold() {
    try (CrossEncoderModel model = overlap()) {
      assertThatThrownBy(() -> model.score("robot", "a broken robot"))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("overlap.onnx")
          .hasMessageContaining("out of data bounds");
      assertThatThrownBy(() -> model.score("undefined", "undefined"))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageEndingWith("answered NaN");
      assertThat(model.score("robot", "robot")).isEqualTo(1);
    }
  }

  @Test
  void filesThatAreNoCrossEncoderAreRefusedWithTheReason() throws IOException {
    Path none = folder.resolve("none.onnx");
    assertThatThrownBy(() -> CrossEncoderModel.open(none, OverlapModel.TOKENIZER))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("the cross-encoder's file " + none + " cannot be read");
    assertThatThrownBy(() -> CrossEncoderModel.open(OverlapModel.MODEL, folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("the cross-encoder's file " + folder + " cannot be read");
    assertThatThrownBy(() -> CrossEncoderModel.open(OverlapModel.TOKENIZER, OverlapModel.TOKENIZER))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("cannot be used");
    assertThatThrownBy(() -> CrossEncoderModel.open(OverlapModel.MODEL, OverlapModel.MODEL))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aModelOfAnotherKindIsRefused() throws IOException {
    Path vectors = folder.resolve("vectors.onnx");
    try (InputStream in =
        Objects.requireNonNull(
            CrossEncoderModelTest.class
                .getClassLoader()
                .getResourceAsStream(EmbeddingOptions.BUNDLED_MODEL + ".onnx"))) {
      Files.copy(in, vectors);
    }
    assertThatThrownBy(() -> CrossEncoderModel.open(vectors, OverlapModel.TOKENIZER))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("must answer one score a pair");
  }

  @Test
  void isNotUsedAfterItsEnd() {
    CrossEncoderModel closed = overlap();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.score("robot", "robot"))
        .hasMessage("the cross-encoder is closed");
  }

  private static CrossEncoderModel overlap() {
    return CrossEncoderModel.open(OverlapModel.MODEL, OverlapModel.TOKENIZER);
  }
}
