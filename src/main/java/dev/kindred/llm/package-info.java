/// A language model asked a question: providers through LangChain4j, structured replies, limits of
/// rate and concurrency, retries, budgets. Knows nothing of titles; what is asked and what a reply
/// is worth is decided by who asks. Uses `json`. LangChain4j's chat stays here.
@NullMarked
package dev.kindred.llm;

import org.jspecify.annotations.NullMarked;
