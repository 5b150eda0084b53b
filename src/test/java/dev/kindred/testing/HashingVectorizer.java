package dev.kindred.testing;

import dev.kindred.index.VectorField;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Vectorizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Vectors drawn from the hash of a title, for tests: equal titles have equal vectors. A hook may
/// throw or hold.
public final class HashingVectorizer implements Vectorizer {
  private static final int DIMENSIONS = 8;
  private final String modelId;
  private final AtomicInteger titles = new AtomicInteger();
  private volatile Consumer<List<ProfiledTitle>> before = _ -> {};

  public HashingVectorizer(String modelId) {
    this.modelId = modelId;
  }

  public HashingVectorizer() {
    this("hashing");
  }

  /// Called before each batch.
  public void before(Consumer<List<ProfiledTitle>> hook) {
    before = hook;
  }

  /// Titles that were given vectors so far.
  public int titles() {
    return titles.get();
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> batch) {
    before.accept(batch);
    titles.addAndGet(batch.size());
    return batch.stream()
        .map(title ->
            Map.of(
                VectorField.STORY, vector(title.title().toJson().hashCode()),
                VectorField.FEEL, vector(title.profile().toJson().hashCode())))
        .toList();
  }

  private static float[] vector(int seed) {
    Random random = new Random(seed);
    float[] vector = new float[DIMENSIONS];
    double squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSIONS; i++) vector[i] /= (float) Math.sqrt(squares);
    return vector;
  }
}
