/// Text to vector: the in-process model and its remote alternatives through LangChain4j, the texts
/// a title is embedded from, and the caches; and a query with a text to a score, by a
/// cross-encoder. Does not index, search or rank. Uses `language` and `catalogue`.
@NullMarked
package dev.kindred.embedding;

import org.jspecify.annotations.NullMarked;
