/// The crash harness: kills a Kindred at seeded points of its work, starts it again on what it left
/// on disk, and compares what it serves with what it had answered. Run by `scripts/crash`, and a
/// little by the ordinary suite.
@NullMarked
package dev.kindred.crash;

import org.jspecify.annotations.NullMarked;
