package dev.kindred.storage;

import dev.kindred.feedback.UserId;
import dev.kindred.recommendation.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is being erased or was a while ago: what was decided for them before the end of it, by a
/// request that was under way, must not be written any more. In memory, for users are erased by the
/// process that serves them. Thread-safe.
final class Erasures {
  /// Longer than any request lasts.
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Map<UserId, Instant> ends = new ConcurrentHashMap<>();

  void begin(UserId user) {
    ends.put(user, Instant.MAX);
  }

  void end(UserId user, Instant now) {
    ends.values().removeIf(end -> end.isBefore(now.minus(REMEMBERED)));
    ends.put(user, now);
  }

  /// Whether the decision is one of before.
  boolean concern(Decision decision) {
    if (decision.user() == null) return false;
    Instant end = ends.get(decision.user());
    return end != null && !decision.at().isAfter(end);
  }
}
