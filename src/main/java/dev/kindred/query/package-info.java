/// A request understood: its text, its filter, its vector. Does not search. Uses `index`,
/// `embedding` and `catalogue`.
@NullMarked
package dev.kindred.query;

import org.jspecify.annotations.NullMarked;
