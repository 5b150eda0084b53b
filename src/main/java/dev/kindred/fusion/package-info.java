/// Several ranked lists become one; owns the tie rule. Uses `candidates`, `query` and `catalogue`.
@NullMarked
package dev.kindred.fusion;

import org.jspecify.annotations.NullMarked;
