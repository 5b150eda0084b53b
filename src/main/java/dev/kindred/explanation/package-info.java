/// Why a title is in the answer: reasons from evidence that is in the index. Uses `fusion`,
/// `candidates`, `query`, `index` and `catalogue`.
@NullMarked
package dev.kindred.explanation;

import org.jspecify.annotations.NullMarked;
