package dev.kindred.ingestion;

import dev.kindred.index.Generation;
import java.time.Duration;
import java.util.List;

/// How a rebuild ended.
public sealed interface Rebuilt {
  /// The new generation.
  Generation generation();

  Comparison comparison();

  /// The new generation is live.
  ///
  /// @param withoutVectors titles whose vectors failed; they are tried again
  /// @param overruled why it would have been refused, had the caller not forced it
  record Activated(
      Generation generation,
      Comparison comparison,
      int withoutVectors,
      List<String> overruled,
      Duration took)
      implements Rebuilt {
    public Activated {
      overruled = List.copyOf(overruled);
    }
  }

  /// The new generation was deleted; the old one goes on.
  ///
  /// @param withoutVectors titles whose vectors failed
  /// @param reasons why, at least one
  record Refused(
      Generation generation, Comparison comparison, int withoutVectors, List<String> reasons)
      implements Rebuilt {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }
}
