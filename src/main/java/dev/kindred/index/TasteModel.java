package dev.kindred.index;

/// The taste model whose vectors a generation holds.
///
/// @param id of the models' space of taste: vectors of two are never compared
/// @param dimensions of its vectors, 1..1024
public record TasteModel(String id, int dimensions) {
  public TasteModel {
    if (id.isEmpty()) throw new IllegalArgumentException("a taste model has an id");
    if (dimensions < 1 || dimensions > 1024)
      throw new IllegalArgumentException("dimensions must be 1..1024, got " + dimensions);
  }
}
