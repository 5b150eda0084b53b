package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class EmbeddingOptionsTest {
  @Test
  void rejectsATokenLimitThatTheModelCannotRead() {
    assertThatThrownBy(() -> EmbeddingOptions.DEFAULT.withTokenLimit(511))
        .hasMessage("tokenLimit must be 8..510, got 511");
  }

  @Test
  void rejectsZeroWorkers() {
    assertThatThrownBy(() -> EmbeddingOptions.DEFAULT.withWorkers(0))
        .hasMessage("workers must be 1..256, got 0");
  }

  @Test
  void rejectsAnInProcessModelWithoutFiles() {
    assertThatThrownBy(() ->
            EmbeddingOptions.DEFAULT.withRemote(
                EmbeddingOptions.Provider.IN_PROCESS, "e5", null, null, null))
        .hasMessage(
            "the in-process model e5 needs its files; the only bundled one is bge-small-en-v1.5-q");
  }

  @Test
  void hidesSecrets() {
    EmbeddingOptions options =
        EmbeddingOptions.DEFAULT.withRemote(
            EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE,
            "m",
            URI.create("http://user:hush@localhost:1/v1?key=hush"),
            "sk-hush",
            null);
    assertThat(options.toString()).doesNotContain("hush").contains("apiKey=set");
  }
}
