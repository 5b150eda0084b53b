package dev.kindred.catalogue;

import org.jspecify.annotations.Nullable;

/// A title as the store holds it.
///
/// @param profile the stored profile, written by a language model or a person; null when it is to
///   be derived from metadata
/// @param source where the title came from: `sample`, `api`, or the name given to an import
/// @param seq sequence number of the last change to title or profile; its version
public record StoredTitle(
    TitleKey key, Title title, @Nullable ContentProfile profile, String source, long seq) {}
