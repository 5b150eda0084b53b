package dev.kindred.query;

import java.time.Duration;

/// Who reads requests, and how long that may take.
///
/// @param timeout longest a language model is waited for before the grammar reads, 10 ms..30 s
/// @param cacheEntries replies kept in memory, 0..1,000,000
public record ParserOptions(Parser parser, Duration timeout, int cacheEntries) {
  public static final ParserOptions DEFAULT =
      new ParserOptions(Parser.GRAMMAR, Duration.ofMillis(800), 10_000);

  public enum Parser {
    GRAMMAR,
    /// A language model, and the grammar where it fails.
    LLM
  }

  public ParserOptions {
    if (timeout.compareTo(Duration.ofMillis(10)) < 0
        || timeout.compareTo(Duration.ofSeconds(30)) > 0)
      throw new IllegalArgumentException(
          "timeout must be 10ms..30s, got " + timeout.toMillis() + "ms");
    if (cacheEntries < 0 || cacheEntries > 1_000_000)
      throw new IllegalArgumentException("cacheEntries must be 0..1000000, got " + cacheEntries);
  }
}
