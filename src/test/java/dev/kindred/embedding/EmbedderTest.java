package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.embedding.EmbeddingOptions.OnnxFiles;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbedderTest {
  private static final MemoryVectorCache CACHE = new MemoryVectorCache();
  private static final Embedder EMBEDDER =
      Embedder.open(
          EmbeddingOptions.DEFAULT.withWorkers(2).withTokenLimit(16),
          BundledVectors.NONE,
          id -> CACHE);

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Test
  void keepsTheOrderAndLeavesBlankTextsOut() {
    List<Optional<float[]>> vectors =
        EMBEDDER.embedAll(List.of("a heist in Paris", " ", "a ghost", "a heist in Paris", ""));
    assertThat(vectors).hasSize(5);
    assertThat(vectors.get(1)).isEmpty();
    assertThat(vectors.get(4)).isEmpty();
    assertThat(vectors.get(0)).hasValueSatisfying(v -> assertThat(v).hasSize(384));
    assertThat(vectors.get(3).orElseThrow()).isEqualTo(vectors.get(0).orElseThrow());
    assertThat(dot(vectors.get(0), vectors.get(2))).isLessThan(0.9);
  }

  @Test
  void vectorsAreThoseOfTheShippedModelAndOfUnitLength() {
    String text = "Twelve men retire to decide whether a boy is guilty.";
    Optional<float[]> ours = EMBEDDER.embedAll(List.of(text)).getFirst();
    float[] theirs = new BgeSmallEnV15QuantizedEmbeddingModel().embed(text).content().vector();
    assertThat(dot(ours, Optional.of(theirs))).isGreaterThan(0.9999);
    assertThat(dot(ours, ours)).isCloseTo(1, within(1e-6));
  }

  @Test
  void cachedNeverComputes() {
    assertThat(EMBEDDER.cached(List.of("never seen before"))).containsExactly(Optional.empty());
    EMBEDDER.embedAll(List.of("seen before"));
    assertThat(EMBEDDER.cached(List.of("", "seen before")).getLast()).isPresent();
  }

  @Test
  void whatIsCachedIsNotComputedAgain() {
    float[] planted = new float[384];
    planted[7] = 1;
    CACHE.put(Map.of(TextHash.of("planted"), planted));
    assertThat(EMBEDDER.embedAll(List.of("planted")).getFirst().orElseThrow()).isEqualTo(planted);
  }

  @Test
  void longTextsAreReadUpToTheTokenLimitAtAWord() {
    String words = "alpha beta gamma delta ".repeat(4).strip();
    List<Optional<float[]>> vectors =
        EMBEDDER.embedAll(List.of(words, words + " and a completely different ending"));
    assertThat(EMBEDDER.countTokens(words)).isEqualTo(16);
    assertThat(vectors.get(1).orElseThrow()).isEqualTo(vectors.get(0).orElseThrow());
  }

  @Test
  void queriesArePrefixedAndTheirVectorsCannotBeChanged() {
    float[] query = EMBEDDER.embedQuery("sad robots");
    float[] passage = EMBEDDER.embedAll(List.of("sad robots")).getFirst().orElseThrow();
    assertThat(query).isNotEqualTo(passage);
    float first = query[0];
    query[0] = 42;
    assertThat(EMBEDDER.embedQuery("sad robots")[0]).isEqualTo(first);
  }

  @Test
  void rejectsABlankQuery() {
    assertThatThrownBy(() -> EMBEDDER.embedQuery(" \n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a blank query has no vector");
  }

  @Test
  void theModelIdHoldsTheTokenLimitButNotThePrefix() {
    assertThat(EMBEDDER.modelId()).matches("bge-small-en-v1\\.5-q-[0-9a-f]{8}-t16");
    try (Embedder other =
        Embedder.open(
            EmbeddingOptions.DEFAULT.withTokenLimit(16).withQueryPrefix("query: "),
            BundledVectors.NONE,
            id -> new MemoryVectorCache())) {
      assertThat(other.modelId()).isEqualTo(EMBEDDER.modelId());
    }
  }

  @Test
  void saysHowMuchOfAQueryItReads(@TempDir Path directory) throws IOException {
    assertThat(EMBEDDER.legibility("a quiet love story on a boat")).isEqualTo(Legibility.FULL);
    assertThat(EMBEDDER.legibility("une histoire drôle avec des robots dans l'espace").hindrance())
        .isEqualTo("looks like French");
    assertThat(EMBEDDER.legibility("роботы and love").share()).isBetween(0.4, 0.7);
    assertThat(EMBEDDER.legibility("🤖🦖").share()).isZero();
    var files =
        new OnnxFiles(
            copied(EmbeddingOptions.BUNDLED_MODEL + ".onnx", directory),
            copied(EmbeddingOptions.BUNDLED_MODEL + "-tokenizer.json", directory),
            EmbeddingOptions.Pooling.CLS);
    try (Embedder other =
        Embedder.open(
            EmbeddingOptions.DEFAULT.withFiles("multilingual", files),
            BundledVectors.NONE,
            id -> new MemoryVectorCache())) {
      // whose languages nobody knows: only what is not in its vocabulary counts
      assertThat(other.legibility("une histoire avec des robots dans l'espace").share())
          .isEqualTo(1);
      assertThat(other.legibility("🤖🦖").share()).isZero();
    }
  }

  @Test
  void anotherModelIsReadFromItsFiles(@TempDir Path directory) throws IOException {
    Path model = copied(EmbeddingOptions.BUNDLED_MODEL + ".onnx", directory);
    Path tokenizer = copied(EmbeddingOptions.BUNDLED_MODEL + "-tokenizer.json", directory);
    var files = new OnnxFiles(model, tokenizer, EmbeddingOptions.Pooling.MEAN);
    try (Embedder other =
        Embedder.open(
            EmbeddingOptions.DEFAULT.withFiles("my-model", files),
            BundledVectors.NONE,
            id -> new MemoryVectorCache())) {
      assertThat(other.modelId()).matches("my-model-[0-9a-f]{8}-mean-t256");
      assertThat(other.dimensions()).isEqualTo(384);
      double same =
          dot(
              other.embedAll(List.of("a ghost")).getFirst(),
              EMBEDDER.embedAll(List.of("a ghost")).getFirst());
      assertThat(same).isBetween(0.5, 0.9999);
    }
  }

  @Test
  void aClosedEmbedderSaysSo() {
    Embedder closed =
        Embedder.open(EmbeddingOptions.DEFAULT, BundledVectors.NONE, id -> new MemoryVectorCache());
    closed.close();
    assertThatThrownBy(() -> closed.embedAll(List.of("text")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> closed.embedQuery("text")).hasMessageContaining("closed");
  }

  private static Path copied(String resource, Path directory) throws IOException {
    Path file = directory.resolve(resource);
    try (InputStream in =
        Objects.requireNonNull(EmbedderTest.class.getClassLoader().getResourceAsStream(resource))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static double dot(Optional<float[]> a, Optional<float[]> b) {
    double sum = 0;
    for (int i = 0; i < 384; i++) sum += (double) a.orElseThrow()[i] * b.orElseThrow()[i];
    return sum;
  }
}
