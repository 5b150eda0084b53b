package dev.kindred.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/// Milliseconds by stage, for one request. Not thread-safe.
public final class Stopwatch {
  private final Map<String, Double> laps = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /// Ends a stage: the time since the last lap is its own.
  public void lap(String stage) {
    long now = System.nanoTime();
    laps.merge(stage, (now - last) / 1e6, Double::sum);
    last = now;
  }

  public Map<String, Double> laps() {
    return laps;
  }
}
