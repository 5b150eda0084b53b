/// A request understood: its text, its filter, its vector. Does not search. Uses `llm`, `index`,
/// `embedding`, `catalogue` and `json`.
@NullMarked
package dev.kindred.query;

import org.jspecify.annotations.NullMarked;
