package dev.kindred.feedback;

import java.time.Duration;

/// How events are taken.
///
/// @param clockSkew how far in the future an event may lie, by the clock of this machine, 0..1 d;
///   one farther is refused
/// @param reward what each kind of event weighs
public record FeedbackOptions(Duration clockSkew, RewardOptions reward) {
  private static final Duration MAX_SKEW = Duration.ofDays(1);

  public static final FeedbackOptions DEFAULT =
      new FeedbackOptions(Duration.ofMinutes(5), RewardOptions.DEFAULT);

  public FeedbackOptions {
    if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0)
      throw new IllegalArgumentException("clockSkew must be 0s..1d, got " + clockSkew);
  }
}
