/// What is known of one viewer at the moment of an answer: history, seen titles, affinities, and
/// what may be shown. Derived from the facts of `feedback`, never stored, rebuilt when it is asked
/// for. Uses `feedback`, `index` and `catalogue`.
@NullMarked
package dev.kindred.viewer;

import org.jspecify.annotations.NullMarked;
