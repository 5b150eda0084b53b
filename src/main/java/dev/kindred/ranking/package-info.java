/// Puts fused candidates into their order: their features, models over them and the file of learned
/// ones, and what the request wishes and refuses besides. The same features serve and train. Does
/// not fetch candidates. Uses `fusion`, `candidates`, `query`, `index`, `catalogue` and `json`.
@NullMarked
package dev.kindred.ranking;

import org.jspecify.annotations.NullMarked;
