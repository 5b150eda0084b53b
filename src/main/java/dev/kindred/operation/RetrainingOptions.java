package dev.kindred.operation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When a running Kindred trains its models again, and with how much memory.
///
/// @param every from one training to the next, 1 minute or more; null for never
/// @param heap of the JVM that trains, as `2g` or `1500m`: 256m to 1024g
public record RetrainingOptions(@Nullable Duration every, String heap) {
  public static final RetrainingOptions DEFAULT = new RetrainingOptions(null, "2g");

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final int LEAST_HEAP = 256;
  private static final int MOST_HEAP = 1 << 20;

  public RetrainingOptions {
    if (every != null && every.compareTo(LEAST) < 0)
      throw new IllegalArgumentException(
          "every must be 1m or more, or never, got " + every.toSeconds() + " s");
    if (!heap.matches("[0-9]{1,7}[mg]"))
      throw new IllegalArgumentException("heap must be as 2g or 1500m, got " + heap);
    long megabytes = Long.parseLong(heap, 0, heap.length() - 1, 10);
    if (heap.endsWith("g")) megabytes *= 1024;
    if (megabytes < LEAST_HEAP || megabytes > MOST_HEAP)
      throw new IllegalArgumentException("heap must be 256m..1024g, got " + heap);
  }
}
