package dev.kindred.ingestion;

import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.Embedders;
import dev.kindred.embedding.TitleText;
import dev.kindred.index.VectorField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Vectors of titles from the embedder: the story text and the feel text of each. Thread-safe.
public final class TitleVectors implements Vectorizer {
  /// Whether titles whose vectors are in no cache are embedded.
  public enum Embedding {
    COMPUTED,
    CACHED_ONLY
  }

  private final Embedder embedder;
  private final Embedding embedding;
  private final Function<List<String>, List<Optional<float[]>>> source;
  private final Runnable release;

  private TitleVectors(Embedder embedder, Embedding embedding, Runnable release) {
    this.embedder = embedder;
    this.embedding = embedding;
    this.source =
        switch (embedding) {
          case COMPUTED -> embedder::embedAll;
          case CACHED_ONLY -> embedder::cached;
        };
    this.release = release;
  }

  /// By a model that others close.
  public static TitleVectors by(Embedder embedder, Embedding embedding) {
    return new TitleVectors(embedder, embedding, () -> {});
  }

  /// By a model on lease, which ends when this is closed.
  public static TitleVectors by(Embedders.Lease lease, Embedding embedding) {
    return new TitleVectors(lease.embedder(), embedding, lease::close);
  }

  @Override
  public String modelId() {
    return embedder.modelId();
  }

  @Override
  public Map<String, String> recipe() {
    return embedder.recipe();
  }

  @Override
  public void check() {
    if (embedding == Embedding.COMPUTED) embedder.check();
  }

  @Override
  public void close() {
    release.run();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles) {
    List<String> texts = new ArrayList<>(2 * titles.size());
    for (ProfiledTitle title : titles) {
      texts.add(TitleText.story(title.title(), title.profile()));
      texts.add(TitleText.feel(title.title(), title.profile()));
    }
    List<Optional<float[]>> found = source.apply(texts);
    List<Map<VectorField, float[]>> vectors = new ArrayList<>(titles.size());
    for (int i = 0; i < titles.size(); i++) {
      Map<VectorField, float[]> one = new EnumMap<>(VectorField.class);
      found.get(2 * i).ifPresent(vector -> one.put(VectorField.STORY, vector));
      found.get(2 * i + 1).ifPresent(vector -> one.put(VectorField.FEEL, vector));
      vectors.add(one);
    }
    return vectors;
  }
}
