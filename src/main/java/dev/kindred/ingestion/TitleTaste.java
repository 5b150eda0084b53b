package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.VectorField;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.TasteSpace;
import java.util.Optional;
import java.util.function.Supplier;

/// Taste vectors by one space: those learned where there is evidence, else what the content makes
/// expect.
///
/// @param embeddingModel that the titles' story and feel vectors are of: estimates learned with
///   another one read the rest alone
record TitleTaste(TasteSpace space, String embeddingModel) implements TasteVectors {
  private static final float[] NO_VECTOR = new float[0];

  @Override
  public Optional<float[]> of(TitleKey key, Supplier<IndexedTitle> content) {
    Optional<float[]> learned = space.of(key);
    return learned.isPresent() || !space.estimates()
        ? learned
        : space.estimate(features(content.get())).map(ContentTaste.Estimate::vector);
  }

  private ContentFeatures features(IndexedTitle title) {
    boolean readable = space.embedding().filter(embeddingModel::equals).isPresent();
    return ContentFeatures.of(
        title.title(),
        readable ? title.vectors().getOrDefault(VectorField.STORY, NO_VECTOR) : NO_VECTOR,
        readable ? title.vectors().getOrDefault(VectorField.FEEL, NO_VECTOR) : NO_VECTOR);
  }
}
