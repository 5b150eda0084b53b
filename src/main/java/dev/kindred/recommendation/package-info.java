/// Recommendations: placements, the rows of a home page, first questions to a new viewer. Puts the
/// stages together for one viewer; does not learn (`training`) and does not search. Uses the
/// stages, `viewer`, `feedback`, `model`, `index`, `query`, `catalogue`, `measure` and `json`.
@NullMarked
package dev.kindred.recommendation;

import org.jspecify.annotations.NullMarked;
