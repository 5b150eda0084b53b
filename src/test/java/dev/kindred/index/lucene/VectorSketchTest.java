package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testing.UnitVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

/// What a sketch chooses against the plain dot products.
final class VectorSketchTest {
  /// Neither whole words nor whole blocks.
  private static final int DIMENSIONS = 100;

  private static final int SIZE = 5_001;
  private static final UnitVectors CLUSTERED = new UnitVectors(new Random(3), 40, DIMENSIONS, 0.7);

  @Test
  void holdsNearlyAllOfTheNearestInSixTimesAsMany() throws IOException {
    List<float[]> vectors = vectors();
    VectorSketch sketch = sketch(vectors);
    double found = 0;
    for (int i = 0; i < 20; i++) {
      float[] query = CLUSTERED.next();
      List<Integer> chosen = list(sketch.best(query, 600, null));
      assertThat(chosen).hasSize(600).doesNotHaveDuplicates().isSorted();
      List<Integer> nearest =
          IntStream.range(0, SIZE)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      ord -> -VectorUtil.dotProduct(query, vectors.get(ord))))
              .limit(100)
              .toList();
      found += nearest.stream().filter(chosen::contains).count() / 100.0;
    }
    assertThat(found / 20).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void choosesOnlyWhatIsAdmitted() throws IOException {
    VectorSketch sketch = sketch(vectors());
    List<Integer> chosen = list(sketch.best(CLUSTERED.next(), 300, new EachFiftieth()));
    assertThat(chosen).hasSize((SIZE - 7 + 49) / 50).allMatch(ord -> ord % 50 == 7);
  }

  @Test
  void equalVectorsAreAllAsGood() throws IOException {
    VectorSketch sketch = sketch(Collections.nCopies(300, CLUSTERED.next()));
    assertThat(sketch.best(CLUSTERED.next(), 10, null)).hasSize(10);
    assertThat(sketch.best(CLUSTERED.next(), 1_000, null)).hasSize(300);
  }

  @Test
  void whereSomeDocumentsHaveNoneDocumentsAreGiven() throws IOException {
    List<float[]> vectors = vectors();
    float[] query = CLUSTERED.next();
    List<Integer> dense = list(sketch(vectors).best(query, 300, null));
    List<Integer> sparse = list(VectorSketch.of(new OddDocuments(vectors)).best(query, 300, null));
    assertThat(sparse).isEqualTo(dense.stream().map(ord -> 2 * ord + 1).toList());
  }

  private static final class OddDocuments extends FloatVectorValues {
    private final List<float[]> vectors;

    OddDocuments(List<float[]> vectors) {
      this.vectors = vectors;
    }

    @Override
    public float[] vectorValue(int ord) {
      return vectors.get(ord);
    }

    @Override
    public int ordToDoc(int ord) {
      return 2 * ord + 1;
    }

    @Override
    public FloatVectorValues copy() {
      return this;
    }

    @Override
    public int dimension() {
      return DIMENSIONS;
    }

    @Override
    public int size() {
      return vectors.size();
    }
  }

  private static List<float[]> vectors() {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) vectors.add(CLUSTERED.next());
    return vectors;
  }

  private static VectorSketch sketch(List<float[]> vectors) throws IOException {
    return VectorSketch.of(FloatVectorValues.fromFloats(vectors, DIMENSIONS));
  }

  private static final class EachFiftieth implements Bits {
    @Override
    public boolean get(int index) {
      return index % 50 == 7;
    }

    @Override
    public int length() {
      return Integer.MAX_VALUE;
    }
  }

  private static List<Integer> list(int[] ords) {
    return IntStream.of(ords).boxed().toList();
  }
}
