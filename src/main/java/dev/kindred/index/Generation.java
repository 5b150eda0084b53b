package dev.kindred.index;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One build of the index.
///
/// @param id sortable by time of creation
/// @param schema version of the fields; another version needs a rebuild
/// @param embeddingModel id of the model whose vectors it holds
/// @param modelRecipe how that model can be opened again, without secrets; empty when not known
/// @param language BCP 47 tag whose analysis its texts had
/// @param taste the model of its taste vectors; null when it has none
public record Generation(
    String id,
    int schema,
    String embeddingModel,
    Map<String, String> modelRecipe,
    int dimensions,
    String language,
    @Nullable TasteModel taste,
    Instant createdAt) {
  public Generation {
    modelRecipe = Map.copyOf(modelRecipe);
  }
}
