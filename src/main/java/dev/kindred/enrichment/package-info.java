/// Content profiles made from what is known of a title: derived from metadata by template
/// ([MetadataProfiler]), or written by a language model and checked ([LlmProfiler]). Does not store
/// or embed. Uses `llm`, `language`, `catalogue` and `json`.
@NullMarked
package dev.kindred.enrichment;

import org.jspecify.annotations.NullMarked;
