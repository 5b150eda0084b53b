package dev.kindred.index;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import java.util.EnumMap;
import java.util.Map;

/// What the index is told of one title.
///
/// @param profile never absent: stored, or derived from metadata
/// @param vectors of the generation's dimensions; a field may be missing when it was not embedded,
///   or nothing is known of it
/// @param seq the change it reflects; kept with the document. Changes must be applied in this
///   order: the index does not compare
public record IndexedTitle(
    TitleKey key,
    Title title,
    ContentProfile profile,
    Map<VectorField, float[]> vectors,
    long seq) {
  public IndexedTitle {
    vectors = Map.copyOf(vectors);
  }

  public IndexedTitle with(VectorField field, float[] vector) {
    Map<VectorField, float[]> all = new EnumMap<>(VectorField.class);
    all.putAll(vectors);
    all.put(field, vector);
    return new IndexedTitle(key, title, profile, all, seq);
  }
}
