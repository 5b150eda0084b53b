package dev.kindred.ingestion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with the live generation, and when a rebuild is to mend it: at once, then, after a
/// failure, twice as long each time up to an hour. One that was refused by comparison is for a
/// person to decide. Thread-safe.
final class GenerationHealth {
  private static final Duration LONGEST = Duration.ofHours(1);

  enum Kind {
    /// A generation was found damaged, and another is served.
    DAMAGED,
    /// The live one was built with another model or language than the settings name.
    OUTDATED,
    /// The live one has taste vectors of other models than those that are live.
    TASTE
  }

  private final Duration first;
  private final Map<Kind, GenerationFault> faults = new EnumMap<>(Kind.class);
  private Duration pause;
  private long nextAt = System.nanoTime();
  private boolean refused;
  private @Nullable String failure;

  /// @param first pause after the first rebuild that failed
  GenerationHealth(Duration first) {
    this.first = first;
    this.pause = first;
  }

  synchronized void found(Kind kind, String what) {
    faults.put(kind, new GenerationFault(what, Instant.now()));
    nextAt = System.nanoTime();
    refused = false;
    failure = null;
  }

  /// Another generation took over, and nothing is wrong with it.
  synchronized void mended() {
    faults.clear();
    pause = first;
    refused = false;
    failure = null;
  }

  synchronized void rebuildFailed(String reason) {
    failure = reason;
    nextAt = System.nanoTime() + pause.toNanos();
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /// Trying the same again would end the same.
  synchronized void rebuildRefused(String reason) {
    failure = reason;
    refused = true;
  }

  synchronized boolean wantsRebuild() {
    return !faults.isEmpty() && !refused && System.nanoTime() - nextAt >= 0;
  }

  synchronized List<GenerationFault> faults() {
    if (failure == null) return List.copyOf(faults.values());
    List<GenerationFault> told = new ArrayList<>();
    for (GenerationFault fault : faults.values()) {
      String end =
          refused
              ? "; the new one was refused, rebuild with force or roll back: "
              : "; building a new one failed and is tried again: ";
      told.add(new GenerationFault(fault.what() + end + failure, fault.since()));
    }
    return told;
  }
}
