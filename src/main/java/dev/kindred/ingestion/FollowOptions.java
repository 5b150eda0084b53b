package dev.kindred.ingestion;

import java.time.Duration;

/// How the index follows the store.
///
/// @param batch changes applied at once; a hundred keeps a write that waits for its turn under a
///   few seconds even when every title must be embedded
/// @param poll how often the store is asked for changes of other processes
/// @param refreshEvery least time between two refreshes while a backlog lasts; without one a
///   refresh comes at once
/// @param commitEvery least time between two commits of the index
/// @param quiet how long less than a batch must have been written before a large backlog is worth a
///   rebuild: an import should end first
/// @param backoff first pause after a failure, doubled up to 30 s
/// @param retryVectors first pause before titles whose vectors failed are tried again
/// @param rebuildAbove a backlog greater than this, and than half of the live index, is rebuilt
///   rather than followed: a bulk load costs half as much per title and ends in one segment
public record FollowOptions(
    int batch,
    Duration poll,
    Duration refreshEvery,
    Duration commitEvery,
    Duration quiet,
    Duration backoff,
    Duration retryVectors,
    int rebuildAbove) {
  public static final FollowOptions DEFAULT =
      new FollowOptions(
          100,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          2_000);

  public FollowOptions {
    if (batch < 1) throw new IllegalArgumentException("batch must be 1 or more, got " + batch);
    if (rebuildAbove < 0)
      throw new IllegalArgumentException("rebuildAbove must be 0 or more, got " + rebuildAbove);
    positive("poll", poll);
    positive("quiet", quiet);
    positive("backoff", backoff);
    positive("retryVectors", retryVectors);
    if (refreshEvery.isNegative() || commitEvery.isNegative())
      throw new IllegalArgumentException("refreshEvery and commitEvery must not be negative");
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive())
      throw new IllegalArgumentException(name + " must be positive, got " + value);
  }

  public FollowOptions withBatch(int value) {
    return new FollowOptions(
        value, poll, refreshEvery, commitEvery, quiet, backoff, retryVectors, rebuildAbove);
  }

  public FollowOptions withRefreshEvery(Duration value) {
    return new FollowOptions(
        batch, poll, value, commitEvery, quiet, backoff, retryVectors, rebuildAbove);
  }

  public FollowOptions withRebuildAbove(int value) {
    return new FollowOptions(
        batch, poll, refreshEvery, commitEvery, quiet, backoff, retryVectors, value);
  }

  /// The same with every pause set to `pause`.
  public FollowOptions withPauses(Duration pause) {
    return new FollowOptions(batch, pause, pause, pause, pause, pause, pause, rebuildAbove);
  }
}
