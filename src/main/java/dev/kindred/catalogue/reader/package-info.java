/// Readers of catalogue files: Kindred's own NDJSON, the TMDB catalogue as JSON lines, the Netflix
/// CSV, MovieLens movies. Streams of any size in bounded memory; a line that cannot be read is
/// reported with its number, field and reason and never stops the others. Does not store or embed.
/// Uses `catalogue` and `json`.
@NullMarked
package dev.kindred.catalogue.reader;

import org.jspecify.annotations.NullMarked;
