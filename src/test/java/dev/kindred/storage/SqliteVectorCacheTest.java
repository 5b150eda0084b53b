package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.embedding.TextHash;
import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteVectorCacheTest {
  private static final String MODEL = "some-model-t256";

  @TempDir Path directory;

  @Test
  @Seeded
  void givesBackEveryBitAfterReopening(Random random) {
    Map<TextHash, float[]> vectors = vectors(random, 1_300);
    try (SqliteVectorCache cache = open()) {
      cache.put(vectors);
      assertThat(cache.size()).isEqualTo(vectors.size());
    }
    try (SqliteVectorCache cache = open()) {
      List<TextHash> asked = new ArrayList<>(vectors.keySet());
      asked.add(TextHash.of("unknown"));
      Map<TextHash, float[]> found = cache.get(asked);
      assertThat(found).hasSameSizeAs(vectors);
      vectors.forEach((hash, vector) -> assertThat(found.get(hash)).isEqualTo(vector));
    }
  }

  @Test
  void whatIsThereStays() {
    TextHash hash = TextHash.of("text");
    try (SqliteVectorCache cache = open()) {
      cache.put(Map.of(hash, new float[] {1, 0}));
      cache.put(Map.of(hash, new float[] {0, 1}, TextHash.of("other"), new float[] {0, 1}));
      assertThat(cache.get(List.of(hash)).get(hash)).containsExactly(1, 0);
      assertThat(cache.size()).isEqualTo(2);
    }
  }

  @Test
  void nothingAskedIsNothingFound() {
    try (SqliteVectorCache cache = open()) {
      cache.put(Map.of());
      assertThat(cache.get(List.of())).isEmpty();
      assertThat(cache.size()).isZero();
    }
  }

  @Test
  void modelsDoNotShareAFile() {
    assertThat(SqliteVectorCache.fileName("bge-small-en-v1.5-q-t256"))
        .isEqualTo("bge-small-en-v1.5-q-t256.db");
    assertThat(SqliteVectorCache.fileName("a/b")).matches("a_b-[0-9a-f]{8}\\.db");
    assertThat(SqliteVectorCache.fileName("a/b")).isNotEqualTo(SqliteVectorCache.fileName("a:b"));
    assertThat(SqliteVectorCache.fileName("../x")).doesNotContain("/");
  }

  @Test
  void twoOpenCachesShareOneFile() {
    try (SqliteVectorCache one = open();
        SqliteVectorCache other = open()) {
      one.put(Map.of(TextHash.of("a"), new float[] {1, 0}));
      other.put(Map.of(TextHash.of("b"), new float[] {0, 1}));
      assertThat(one.get(List.of(TextHash.of("b")))).hasSize(1);
      assertThat(other.get(List.of(TextHash.of("a")))).hasSize(1);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsMovedAside() throws IOException {
    Files.write(file(), "this is no database ".repeat(999).getBytes(StandardCharsets.UTF_8));
    try (SqliteVectorCache cache = open()) {
      cache.put(Map.of(TextHash.of("a"), new float[] {1, 0}));
      assertThat(cache.size()).isEqualTo(1);
    }
    assertThat(file().resolveSibling(file().getFileName() + ".damaged"))
        .content()
        .startsWith("this is no database");
  }

  @Test
  @Seeded
  void damageFoundLaterCostsTheVectorsOnly(Random random) throws IOException {
    Map<TextHash, float[]> vectors = vectors(random, 2_000);
    try (SqliteVectorCache cache = open()) {
      cache.put(vectors);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] noise = new byte[(int) bytes.length() - 3 * 8192];
      random.nextBytes(noise);
      bytes.seek(3 * 8192);
      bytes.write(noise);
    }
    try (SqliteVectorCache cache = open()) {
      assertThat(cache.get(vectors.keySet())).isEmpty();
      cache.put(vectors);
      assertThat(cache.size()).isEqualTo(vectors.size());
    }
  }

  private SqliteVectorCache open() {
    return SqliteVectorCache.open(directory, MODEL);
  }

  private Path file() {
    return directory.resolve(MODEL + ".db");
  }

  private static Map<TextHash, float[]> vectors(Random random, int count) {
    Map<TextHash, float[]> vectors = new HashMap<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[384];
      for (int j = 0; j < vector.length; j++) vector[j] = (float) random.nextGaussian();
      vectors.put(TextHash.of("text " + i), vector);
    }
    return vectors;
  }
}
