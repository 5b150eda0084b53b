/// A text query, `similar` and `suggest` through the stages, timed. Owns the request and answer of
/// a search. Uses the stages, `query`, `viewer`, `index`, `measure`, `catalogue` and `json`.
@NullMarked
package dev.kindred.search;

import org.jspecify.annotations.NullMarked;
