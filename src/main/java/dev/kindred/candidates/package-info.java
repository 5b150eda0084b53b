/// One generator per source of candidates; each gives its own ranked list. Does not mix lists. Uses
/// `query`, `index`, `model` and `catalogue`.
@NullMarked
package dev.kindred.candidates;

import org.jspecify.annotations.NullMarked;
