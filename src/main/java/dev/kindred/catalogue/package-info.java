/// Titles and what is known of them: [Title], [ContentProfile], their ids, the filter grammar, the
/// readers of catalogue formats, and the store interface. Owns the JSON form of a title. Does not
/// store, embed or search. Uses `json`.
@NullMarked
package dev.kindred.catalogue;

import org.jspecify.annotations.NullMarked;
