package dev.kindred.operation;

/// How profiles are written.
///
/// @param limit most titles in this run, the best known first; 0 for no limit
/// @param concurrency titles at a time, 1..256
/// @param stopAfter failures in a row after which the run stops, 1..1,000,000
/// @param failed what becomes of titles whose reply was refused before
public record EnrichOptions(long limit, int concurrency, int stopAfter, Failed failed) {
  public static final EnrichOptions DEFAULT = new EnrichOptions(0, 4, 10, Failed.SKIP);

  /// What becomes of titles whose reply was refused before, and whose facts are the same.
  public enum Failed {
    SKIP,
    /// They come first.
    RETRY
  }

  public EnrichOptions {
    if (limit < 0) throw new IllegalArgumentException("limit must be 0 or more, got " + limit);
    if (concurrency < 1 || concurrency > 256)
      throw new IllegalArgumentException("concurrency must be 1..256, got " + concurrency);
    if (stopAfter < 1 || stopAfter > 1_000_000)
      throw new IllegalArgumentException("stopAfter must be 1..1000000, got " + stopAfter);
  }

  public EnrichOptions withLimit(long value) {
    return new EnrichOptions(value, concurrency, stopAfter, failed);
  }

  public EnrichOptions withConcurrency(int value) {
    return new EnrichOptions(limit, value, stopAfter, failed);
  }

  public EnrichOptions withStopAfter(int value) {
    return new EnrichOptions(limit, concurrency, value, failed);
  }

  public EnrichOptions withFailed(Failed value) {
    return new EnrichOptions(limit, concurrency, stopAfter, value);
  }
}
