package dev.kindred.ingestion;

import dev.kindred.index.Generation;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import dev.kindred.model.TasteSpace;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The taste models at hand.
///
/// @param live the one that new generations are made with; empty when nothing is trained
/// @param named the one of an id, as a generation names it; empty when it cannot be had
public record TasteSpaces(
    Supplier<Optional<TasteSpace>> live, Function<String, Optional<TasteSpace>> named) {
  /// Nothing is trained.
  public static final TasteSpaces NONE = new TasteSpaces(Optional::empty, _ -> Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(TasteSpaces.class);

  /// What titles written to a generation get: nothing when it has no taste, or its model cannot be
  /// had any more.
  TasteVectors of(Generation generation) {
    TasteModel model = generation.taste();
    if (model == null) return TasteVectors.NONE;
    Optional<TasteSpace> space =
        named.apply(model.id()).filter(found -> found.dimension() == model.dimensions());
    if (space.isEmpty())
      LOG.warn(
          "titles written to generation {} get no taste vector: models {} cannot be had",
          generation.id(),
          model.id());
    return space
        .<TasteVectors>map(found -> new TitleTaste(found, generation.embeddingModel()))
        .orElse(TasteVectors.NONE);
  }

  static TasteModel model(TasteSpace space) {
    return new TasteModel(space.id(), space.dimension());
  }
}
