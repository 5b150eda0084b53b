/// Puts fused candidates into their order: what the request wishes and refuses, weighed against
/// what the sources say. Does not fetch candidates. Uses `fusion`, `candidates`, `query`, `index`
/// and `catalogue`.
@NullMarked
package dev.kindred.ranking;

import org.jspecify.annotations.NullMarked;
