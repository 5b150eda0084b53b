/// Models learned from what viewers did, on all cores. `Interactions` go in, the types of `model`
/// come out. Uses `feedback`, `model`, `measure`, `catalogue` and `json`.
@NullMarked
package dev.kindred.training;

import org.jspecify.annotations.NullMarked;
