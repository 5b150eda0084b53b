package dev.kindred.ingestion;

import dev.kindred.embedding.Embedder;
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
  private final Embedder embedder;
  private final Function<List<String>, List<Optional<float[]>>> source;

  private TitleVectors(Embedder embedder, Function<List<String>, List<Optional<float[]>>> source) {
    this.embedder = embedder;
    this.source = source;
  }

  /// Takes vectors from the caches and computes the rest.
  public static TitleVectors embedding(Embedder embedder) {
    return new TitleVectors(embedder, embedder::embedAll);
  }

  /// Takes vectors from the caches only; other titles stay without.
  public static TitleVectors cachedOnly(Embedder embedder) {
    return new TitleVectors(embedder, embedder::cached);
  }

  @Override
  public String modelId() {
    return embedder.modelId();
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
