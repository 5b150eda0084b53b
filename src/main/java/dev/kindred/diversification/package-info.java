/// Reorders a ranked list so that neighbours differ. Uses `fusion`, `index` and `catalogue`.
@NullMarked
package dev.kindred.diversification;

import org.jspecify.annotations.NullMarked;
