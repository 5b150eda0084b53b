/// Long work and its state: jobs with progress, and what an operator starts by hand. Owns [Job] and
/// its store interface, the recorded queries ([QueryLog]) and what rebuilds are compared by. Uses
/// `feedback`, `ingestion`, `enrichment`, `llm`, `search`, `index`, `disk`, `catalogue` and `json`.
@NullMarked
package dev.kindred.operation;

import org.jspecify.annotations.NullMarked;
