/// Files of ratings: MovieLens in its three shapes and CSV of one's own. Knows no store; ids are
/// those of the file. Uses `catalogue.reader` for lines.
@NullMarked
package dev.kindred.feedback.reader;

import org.jspecify.annotations.NullMarked;
