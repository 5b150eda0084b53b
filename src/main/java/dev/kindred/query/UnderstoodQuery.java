package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import org.jspecify.annotations.Nullable;

/// What a request asks for.
///
/// @param text the free text; blank when nothing is to be searched for
/// @param filter what every hit must fulfil
/// @param vector null when the text is blank, was not to be embedded, or could not be
/// @param embeddingFailure why there is no vector though there should be; null otherwise
public record UnderstoodQuery(
    String text, Filter filter, @Nullable QueryVector vector, @Nullable String embeddingFailure) {}
