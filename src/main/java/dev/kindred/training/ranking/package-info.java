/// Ranking models learned from judged queries, on all cores. The types of `ranking` come out. Uses
/// `ranking`, `catalogue` and `json`.
@NullMarked
package dev.kindred.training.ranking;

import org.jspecify.annotations.NullMarked;
