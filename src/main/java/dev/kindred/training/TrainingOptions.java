package dev.kindred.training;

import java.time.Duration;

/// What `kindred train` does beside the models themselves.
///
/// @param models how each is trained
/// @param trendHalfLife after which an interaction counts half for what trends
/// @param tolerance how much worse than the live models new ones may be on the hold-out and still
///   become live, as a part of the live figure, 0..1
/// @param leastViewers fewer viewers with two titles or more teach nothing that holds
public record TrainingOptions(
    ModelOptions models, Duration trendHalfLife, double tolerance, int leastViewers) {
  public static final TrainingOptions DEFAULT =
      new TrainingOptions(ModelOptions.DEFAULT, Duration.ofDays(7), 0.05, 20);

  public TrainingOptions {
    if (trendHalfLife.toSeconds() < 1)
      throw new IllegalArgumentException("trendHalfLife must be 1 s or more: " + trendHalfLife);
    if (!(tolerance >= 0 && tolerance <= 1))
      throw new IllegalArgumentException("tolerance must be 0..1, got " + tolerance);
    if (leastViewers < 4)
      throw new IllegalArgumentException("leastViewers must be 4 or more, got " + leastViewers);
  }

  public TrainingOptions withModels(ModelOptions of) {
    return new TrainingOptions(of, trendHalfLife, tolerance, leastViewers);
  }
}
