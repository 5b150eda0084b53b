package dev.kindred.config;

import dev.kindred.index.IndexOptions;
import dev.kindred.ingestion.ComparisonOptions;
import java.time.Duration;

/// How the index is built and looked after.
///
/// @param refreshInterval how soon a search sees a write, 10 ms..1 h
/// @param generationsKept complete generations kept, the active one counted, 1..100
/// @param recordedQueries distinct searches remembered, text and filter without who asked, to
///   compare a new generation by and to warm the index with, 0..10,000; 0 records none and deletes
///   what was recorded
/// @param comparison when a new generation may take over
public record IndexSettings(
    IndexOptions options,
    Duration refreshInterval,
    int generationsKept,
    int recordedQueries,
    ComparisonOptions comparison) {
  public static final IndexSettings DEFAULT =
      new IndexSettings(
          IndexOptions.DEFAULT, Duration.ofSeconds(1), 2, 1_000, ComparisonOptions.DEFAULT);

  public IndexSettings {
    Ranges.check("refreshInterval", refreshInterval, Duration.ofMillis(10), Duration.ofHours(1));
    Ranges.check("generationsKept", generationsKept, 1, 100);
    Ranges.check("recordedQueries", recordedQueries, 0, 10_000);
  }
}
