package dev.kindred.recommendation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The decisions of late, so that any node can go on with a list. Thread-safe. Failures are those
/// of [dev.kindred.catalogue.TitleStore].
public interface DecisionStore {
  /// Completes once they are durable. Those older than a week are forgotten.
  CompletableFuture<?> record(List<Decision> decisions);

  Optional<Decision> find(String id);
}
