package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundledVectorsTest {
  private static final TextHash ONE = TextHash.of("one");
  private static final TextHash TWO = TextHash.of("two");

  @TempDir Path directory;

  @Test
  void readsWhatWasWritten() throws IOException {
    Path file = written();
    BundledVectors read = BundledVectors.read(file);
    assertThat(read.modelId()).isEqualTo("some-model");
    assertThat(read.dimensions()).isEqualTo(2);
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.vector(ONE).orElseThrow())
        .containsExactly(new float[] {0.6f, 0.8f}, within(1e-3f));
    assertThat(read.vector(TWO).orElseThrow()).containsExactly(0f, -1f);
    assertThat(read.vector(TextHash.of("three"))).isEmpty();
  }

  @Test
  void halfFloatsAreOfUnitLengthAgain() throws IOException {
    float[] vector = BundledVectors.read(written()).vector(ONE).orElseThrow();
    assertThat(Math.hypot(vector[0], vector[1])).isCloseTo(1, within(1e-6));
  }

  @Test
  @Seeded
  void anyChangedByteIsNoticed(Random random) throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
    assertThatThrownBy(() -> BundledVectors.read(file)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  @Seeded
  void anyMissingEndIsNoticed(Random random) throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    assertThatThrownBy(() -> BundledVectors.read(file)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void rejectsAVectorOfAnotherLength() {
    assertThatThrownBy(() ->
            BundledVectors.write(directory.resolve("v"), "m", 3, Map.of(ONE, new float[] {1, 0})))
        .hasMessage("a vector has 2 dimensions, expected 3");
  }

  private Path written() throws IOException {
    Path file = directory.resolve("vectors.f16");
    BundledVectors.write(
        file, "some-model", 2, Map.of(ONE, new float[] {0.6f, 0.8f}, TWO, new float[] {0, -1}));
    return file;
  }
}
