package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.testing.EmbeddingServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Models of several generations at once, behind a server with two small ones.
final class EmbeddersTest {
  private final EmbeddingServer server;

  EmbeddersTest() throws Exception {
    server = new EmbeddingServer().with("small", 4).with("large", 6);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFormerModelIsOpenAsLongAsItIsHeld() {
    String former;
    Map<String, String> recipe;
    try (Embedders embedders = open(remote("small", "key"))) {
      former = embedders.current().modelId();
      recipe = embedders.current().recipe();
    }
    try (Embedders embedders = open(remote("large", "key"))) {
      assertThatThrownBy(() -> embedders.embedQuery(former, "ghost"))
          .isInstanceOf(EmbeddingException.class)
          .hasMessage("embedding model " + former + " is not open");
      Embedders.Lease first = embedders.lease(former, recipe);
      Embedders.Lease second = embedders.lease(former, recipe);
      assertThat(second.embedder()).isSameAs(first.embedder());
      assertThat(embedders.embedQuery(former, "ghost")).hasSize(4);
      assertThat(embedders.embedQuery(embedders.current().modelId(), "ghost")).hasSize(6);
      first.close();
      first.close();
      assertThat(embedders.embedQuery(former, "house")).hasSize(4);
      second.close();
      assertThat(embedders.find(former)).isEmpty();
      embedders.lease(embedders.current().modelId(), Map.of()).close();
      assertThat(embedders.embedQuery(embedders.current().modelId(), "house")).hasSize(6);
    }
  }

  @Test
  void aModelThatChangedOrIsNotKnownIsRefused() {
    try (Embedders embedders = open(remote("large", null))) {
      Map<String, String> recipe = remote("small", null).recipe();
      assertThatThrownBy(() -> embedders.lease("small as it was", recipe))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageStartingWith("embedding model small as it was has changed, it is now small-");
      assertThatThrownBy(() -> embedders.lease("small", Map.of()))
          .hasMessage("no settings are kept for embedding model small");
      assertThatThrownBy(() -> embedders.lease("small", Map.of("provider", "NOBODY")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageStartingWith("embedding model small cannot be opened: ");
    }
  }

  @Test
  void aRecipeOpensTheSameModelAndHoldsNoSecret() {
    EmbeddingOptions options =
        EmbeddingOptions.DEFAULT
            .withRemote(
                EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE,
                "small",
                URI.create("https://models.example/v1?key=s3cret"),
                "s3cret",
                4)
            .withQueryPrefix("query: ");
    assertThat(options.recipe().toString()).doesNotContain("s3cret");
    assertThat(options.recalled(options.recipe())).isEqualTo(options);
    EmbeddingOptions files =
        EmbeddingOptions.DEFAULT.withFiles(
            "tiny",
            new EmbeddingOptions.OnnxFiles(
                Path.of("/m.onnx"), Path.of("/t.json"), EmbeddingOptions.Pooling.MEAN));
    assertThat(EmbeddingOptions.DEFAULT.recalled(files.recipe())).isEqualTo(files);
  }

  @Test
  void aKeyIsNeverSentToAnotherProvider() {
    EmbeddingOptions former = remote("small", "old key");
    EmbeddingOptions elsewhere =
        EmbeddingOptions.DEFAULT.withRemote(
            EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE,
            "large",
            URI.create("https://models.example/v1"),
            "new key",
            null);
    assertThat(elsewhere.recalled(former.recipe()).apiKey()).isNull();
    assertThat(elsewhere.recalled(elsewhere.recipe()).apiKey()).isEqualTo("new key");
  }

  private static Embedders open(EmbeddingOptions options) {
    return new Embedders(options, BundledVectors.NONE, id -> new MemoryVectorCache());
  }

  private EmbeddingOptions remote(String model, @Nullable String key) {
    return EmbeddingOptions.DEFAULT.withRemote(
        EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, model, URI.create(server.url()), key, null);
  }
}
