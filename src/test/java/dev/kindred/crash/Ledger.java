package dev.kindred.crash;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was written to a Kindred, and what of it was answered. After a crash a title must be as it
/// was last answered, or as a later attempt wanted it: nothing else. Thread-safe; the writes of one
/// title must be made one after another.
final class Ledger {
  private final Map<TitleId, History> histories = new TreeMap<>();

  /// @param number place in the history of the title, from 1; 0 is its absence before all writes
  /// @param title empty when it was deleted
  record Attempt(TitleId id, int number, Optional<Title> title) {}

  private static final class History {
    final List<Attempt> attempts = new ArrayList<>();
    int answered;
  }

  /// A write is about to be sent.
  synchronized Attempt attempt(TitleId id, Optional<Title> title) {
    History history = histories.computeIfAbsent(id, Ledger::begin);
    Attempt attempt = new Attempt(id, history.attempts.size(), title);
    history.attempts.add(attempt);
    return attempt;
  }

  /// A write was acknowledged.
  synchronized void answered(Attempt attempt) {
    History history = history(attempt.id());
    history.answered = Math.max(history.answered, attempt.number());
  }

  synchronized List<TitleId> ids() {
    return List.copyOf(histories.keySet());
  }

  /// What the title may be now: as last answered, or as attempted since.
  synchronized List<Attempt> allowed(TitleId id) {
    History history = history(id);
    return List.copyOf(history.attempts.subList(history.answered, history.attempts.size()));
  }

  /// Everything it ever was or should have been, its first absence included.
  synchronized List<Attempt> all(TitleId id) {
    return List.copyOf(history(id).attempts);
  }

  private History history(TitleId id) {
    History history = histories.get(id);
    if (history == null) throw new IllegalArgumentException("nothing was written to " + id);
    return history;
  }

  private static History begin(TitleId id) {
    History history = new History();
    history.attempts.add(new Attempt(id, 0, Optional.empty()));
    return history;
  }
}
