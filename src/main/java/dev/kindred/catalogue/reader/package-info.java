/// Readers of catalogue files: Kindred's own NDJSON, and any CSV, TSV or JSON lines through a
/// [dev.kindred.catalogue.reader.Mapping], which can be guessed from the file; those of TMDB,
/// Netflix and MovieLens are bundled. Streams of any size in bounded memory; a line that cannot be
/// read is reported with its number, field and reason and never stops the others. Does not store or
/// embed. Uses `catalogue` and `json`.
@NullMarked
package dev.kindred.catalogue.reader;

import org.jspecify.annotations.NullMarked;
