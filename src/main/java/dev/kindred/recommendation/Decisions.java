package dev.kindred.recommendation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decisions on their way to the store. Nobody waits for the disk: until a decision is there it is
/// found in memory. One that cannot be stored is lost with a warning in the log; its first page was
/// answered, later ones are not to be had. Thread-safe.
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  /// While more wait than this the disk does not follow, and further ones are lost.
  private static final int MOST_WAITING = 10_000;

  private final DecisionStore store;
  private final Map<String, Decision> waiting = new ConcurrentHashMap<>();

  Decisions(DecisionStore store) {
    this.store = store;
  }

  void record(List<Decision> decisions) {
    if (waiting.size() > MOST_WAITING) {
      LOG.warn("{} decisions wait for the disk; {} are lost", waiting.size(), decisions.size());
      return;
    }
    decisions.forEach(decision -> waiting.put(decision.id(), decision));
    try {
      var _ =
          store
              .record(decisions)
              .whenComplete((_, failure) -> {
                decisions.forEach(decision -> waiting.remove(decision.id()));
                if (failure != null) lost(failure, decisions.size());
              });
    } catch (RuntimeException e) {
      decisions.forEach(decision -> waiting.remove(decision.id()));
      lost(e, decisions.size());
    }
  }

  Optional<Decision> find(String id) {
    Decision here = waiting.get(id);
    return here != null ? Optional.of(here) : store.find(id);
  }

  private static void lost(Throwable failure, int count) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    LOG.warn("{} decisions could not be stored: {}", count, String.valueOf(cause));
  }
}
