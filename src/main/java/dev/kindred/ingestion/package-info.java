/// The one write path, and how the index follows it: [TitleWriter] makes a title durable in the
/// store, [IndexFollower] brings the live index up to the store by seq, [Generations] holds the
/// live index, each generation with its own model ([Models]), builds the next one beside it, flips,
/// and puts the last good one in the place of a damaged one. Following, catching up after a
/// restart, rebuilding and rolling back are one mechanism: apply the store's changes from the
/// index's checkpoint. Does not read files, keep jobs or search. Uses `enrichment`, `embedding`,
/// `index`, `model`, `catalogue` and `json`.
@NullMarked
package dev.kindred.ingestion;

import org.jspecify.annotations.NullMarked;
