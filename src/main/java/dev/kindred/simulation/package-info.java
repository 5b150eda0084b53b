/// Worlds and simulated viewers: an audience with tastes that watches, finishes, abandons and rates
/// titles of the catalogue, so that there is something to show and to learn from before anybody
/// real came. What it does is recorded like any event, under names that say what they are
/// ([dev.kindred.feedback.UserId#simulated]). Uses `feedback`, `catalogue` and `json`.
@NullMarked
package dev.kindred.simulation;

import org.jspecify.annotations.NullMarked;
