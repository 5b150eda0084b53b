package dev.kindred.index;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import java.util.Map;

/// What the index is told of one title.
///
/// @param profile never absent: stored, or derived from metadata
/// @param vectors unit vectors of the generation's dimension; a field may be missing when it was
///   not embedded
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
}
