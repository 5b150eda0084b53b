package dev.kindred.viewer;

import java.time.Duration;

/// How viewers are followed.
///
/// @param history titles remembered in order, 1..1000
/// @param cached viewers kept in memory, 0..10,000,000; others are read from the store when they
///   are asked for
/// @param halfLife the time after which a title counts half as much as the latest one for what a
///   viewer likes, 1 h..100 years
/// @param maturity from which age on titles may be shown
public record ViewerOptions(int history, int cached, Duration halfLife, MaturityAges maturity) {
  public static final ViewerOptions DEFAULT =
      new ViewerOptions(200, 20_000, Duration.ofDays(180), MaturityAges.DEFAULT);

  public ViewerOptions {
    if (history < 1 || history > 1_000)
      throw new IllegalArgumentException("history must be 1..1000, got " + history);
    if (cached < 0 || cached > 10_000_000)
      throw new IllegalArgumentException("cached must be 0..10000000, got " + cached);
    if (halfLife.compareTo(Duration.ofHours(1)) < 0
        || halfLife.compareTo(Duration.ofDays(36_525)) > 0)
      throw new IllegalArgumentException("halfLife must be 1h..36525d, got " + halfLife);
  }
}
