package dev.kindred.ingestion;

import dev.kindred.index.Generation;
import dev.kindred.ingestion.GenerationHealth.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What became of giving the live generation the taste vectors of the live models: nothing is wrong
/// until that fails. What was tried is tried again as [GenerationHealth] says, other models at
/// once. Thread-safe.
final class TasteHealth {
  private final GenerationHealth health;
  private volatile @Nullable String failed;

  /// @param first pause after the first failure
  TasteHealth(Duration first) {
    this.health = new GenerationHealth(first);
  }

  /// Whether the vectors of these models may be made now.
  boolean allows(String models) {
    return !models.equals(failed) || health.wantsRebuild();
  }

  List<GenerationFault> faults() {
    return health.faults();
  }

  /// Runs a renewal and remembers how it ended.
  Rebuilt watch(String models, Generation live, Supplier<Rebuilt> renewal) {
    try {
      Rebuilt renewed = renewal.get();
      switch (renewed) {
        case Rebuilt.Activated _ -> settled();
        case Rebuilt.Refused refused -> {
          found(models, live);
          health.rebuildRefused(String.join("; ", refused.reasons()));
        }
      }
      return renewed;
    } catch (CancellationException e) {
      found(models, live);
      health.rebuildRefused("it was cancelled");
      throw e;
    } catch (RuntimeException e) {
      found(models, live);
      health.rebuildFailed(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /// Another generation took over.
  void settled() {
    failed = null;
    health.mended();
  }

  private void found(String models, Generation live) {
    failed = models;
    health.found(
        Kind.TASTE,
        "generation " + live.id() + " is served without the taste vectors of models " + models);
  }
}
