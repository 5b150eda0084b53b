package dev.kindred.index;

import dev.kindred.catalogue.TitleKey;
import java.util.Optional;
import java.util.function.Supplier;

/// Gives titles the vectors of one taste model: those that it learned, and of a title that it does
/// not know an estimate from what the title says of itself. Safe for any number of threads.
public interface TasteVectors {
  /// Nothing can be said of any title.
  TasteVectors NONE = (_, _) -> Optional.empty();

  /// @param content the title with its story and feel vectors; costs as much as reading it
  /// @return of the model's dimensions; empty when nothing can be said
  Optional<float[]> of(TitleKey key, Supplier<IndexedTitle> content);
}
