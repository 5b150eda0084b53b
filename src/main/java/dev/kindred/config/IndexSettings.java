package dev.kindred.config;

import dev.kindred.index.IndexOptions;
import java.time.Duration;

/// How the index is built and looked after.
///
/// @param refreshInterval how soon a search sees a write, 10 ms..1 h
/// @param generationsKept complete generations kept, the active one counted, 1..100
public record IndexSettings(IndexOptions options, Duration refreshInterval, int generationsKept) {
  public static final IndexSettings DEFAULT =
      new IndexSettings(IndexOptions.DEFAULT, Duration.ofSeconds(1), 2);

  public IndexSettings {
    Ranges.check("refreshInterval", refreshInterval, Duration.ofMillis(10), Duration.ofHours(1));
    Ranges.check("generationsKept", generationsKept, 1, 100);
  }
}
