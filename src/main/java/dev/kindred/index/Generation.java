package dev.kindred.index;

import java.time.Instant;

/// One build of the index.
///
/// @param id sortable by time of creation
/// @param schema version of the fields; another version needs a rebuild
/// @param embeddingModel id of the model whose vectors it holds
/// @param language BCP 47 tag whose analysis its texts had
public record Generation(
    String id,
    int schema,
    String embeddingModel,
    int dimensions,
    String language,
    Instant createdAt) {}
