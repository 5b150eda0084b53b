/// Evaluation protocols and their reports: a data set is indexed in a generation of its own and
/// searched with the code that serves. Judges and reports; learns and changes nothing. Uses
/// `training`, `model`, `feedback`, `search`, `ranking`, `query`, `ingestion`, `enrichment`,
/// `embedding`, `index`, `measure`, `catalogue` and `json`.
@NullMarked
package dev.kindred.evaluation;

import org.jspecify.annotations.NullMarked;
