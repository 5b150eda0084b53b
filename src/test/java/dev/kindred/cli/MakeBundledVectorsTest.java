package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.embedding.TextHash;
import dev.kindred.storage.SqliteVectorCache;
import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MakeBundledVectorsTest {
  private static final Path ROOT = Path.of("");

  /// When this fails, run scripts/make-bundled-vectors.
  @Test
  void everyBundledTitleHasBothVectors() throws IOException {
    BundledVectors bundled = BundledVectors.read(MakeBundledVectors.VECTORS);
    List<String> texts = MakeBundledVectors.texts(ROOT);
    assertThat(texts)
        .hasSize(2 * 817)
        .allSatisfy(text -> assertThat(bundled.vector(TextHash.of(text))).isPresent());
    assertThat(bundled.size()).isEqualTo(texts.size());
    assertThat(Files.size(MakeBundledVectors.VECTORS)).isLessThan(1_400_000L);
  }

  @Test
  @Seeded
  void bundledVectorsAreThoseOfTheModel(Random random, @TempDir Path directory) throws IOException {
    BundledVectors bundled = BundledVectors.read(MakeBundledVectors.VECTORS);
    List<String> sample = new ArrayList<>(MakeBundledVectors.texts(ROOT));
    Collections.shuffle(sample, random);
    sample = sample.subList(0, 10);
    try (Embedder embedder =
        Embedder.open(
            EmbeddingOptions.DEFAULT.withWorkers(1),
            BundledVectors.NONE,
            id -> SqliteVectorCache.open(directory, id))) {
      assertThat(embedder.modelId()).isEqualTo(bundled.modelId());
      var fresh = embedder.embedAll(sample);
      for (int i = 0; i < sample.size(); i++) {
        float[] shipped = bundled.vector(TextHash.of(sample.get(i))).orElseThrow();
        assertThat(dot(fresh.get(i).orElseThrow(), shipped)).isGreaterThanOrEqualTo(0.9999);
      }
    }
  }

  @Test
  void bundledVectorsNeedNoComputing(@TempDir Path directory) throws IOException {
    List<String> texts = MakeBundledVectors.texts(ROOT);
    try (Embedder embedder =
        Embedder.open(
            EmbeddingOptions.DEFAULT.withWorkers(1),
            BundledVectors.read(MakeBundledVectors.VECTORS),
            id -> SqliteVectorCache.open(directory, id))) {
      assertThat(embedder.cached(texts)).allMatch(vector -> vector.isPresent());
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }
}
