/// Puts fused candidates into their order: their features, models over them and the file of learned
/// ones, and what the request wishes and refuses besides; then what a cross-encoder reads in the
/// first of them. The same features serve and train. Does not fetch candidates. Uses `fusion`,
/// `candidates`, `query`, `index`, `embedding`, `catalogue` and `json`.
@NullMarked
package dev.kindred.ranking;

import org.jspecify.annotations.NullMarked;
