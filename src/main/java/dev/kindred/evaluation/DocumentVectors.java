package dev.kindred.evaluation;

import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.TitleText;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Vectorizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The vectors of documents that are no titles: the story text, which is the whole of the document.
/// They have no feel: no mood, no tone, no style was ever told of them.
final class DocumentVectors implements Vectorizer {
  private final Embedder embedder;
  private final Function<List<String>, List<Optional<float[]>>> source;

  private DocumentVectors(
      Embedder embedder, Function<List<String>, List<Optional<float[]>>> source) {
    this.embedder = embedder;
    this.source = source;
  }

  static DocumentVectors of(Embedder embedder) {
    return new DocumentVectors(embedder, embedder::embedAll);
  }

  /// Of the same model, but without any vector.
  static DocumentVectors none(Embedder embedder) {
    return new DocumentVectors(
        embedder, texts -> texts.stream().map(text -> Optional.<float[]>empty()).toList());
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
  public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> documents) {
    return source
        .apply(documents.stream().map(d -> TitleText.story(d.title(), d.profile())).toList())
        .stream()
        .map(vector ->
            vector
                .<Map<VectorField, float[]>>map(v -> Map.of(VectorField.STORY, v))
                .orElse(Map.of()))
        .toList();
  }
}
