/// Text to vector: the in-process model and its remote alternatives through LangChain4j, the texts
/// a title is embedded from, and the caches. Does not index or search. Uses `language` and
/// `catalogue`.
@NullMarked
package dev.kindred.embedding;

import org.jspecify.annotations.NullMarked;
