package dev.kindred.operation;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// Makes ids of jobs that sort by time of creation: milliseconds, a counter within the millisecond,
/// and a random tail for jobs of other processes. Thread-safe.
final class JobIds {
  private long lastMillis;
  private int counter;

  synchronized String next(Instant now) {
    long millis = Math.max(lastMillis, now.toEpochMilli());
    counter = millis == lastMillis ? counter + 1 : 0;
    lastMillis = millis;
    return String.format("%012x%04x%08x", millis, counter, ThreadLocalRandom.current().nextInt());
  }
}
