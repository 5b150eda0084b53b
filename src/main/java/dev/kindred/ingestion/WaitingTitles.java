package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Titles that were indexed without vectors because the model failed, waiting to be tried again:
/// one round after 1 s, then twice as long each time up to 10 minutes; a success begins at 1 s
/// again. For its first [#HELD_ATTEMPTS] rounds (about 17 minutes) a title also holds back the
/// index's checkpoint, so a restart meets it again. Not thread-safe.
final class WaitingTitles {
  static final int HELD_ATTEMPTS = 10;

  /// Titles remembered; more than that are a broken model, and a rebuild gives them their vectors.
  static final int MAX = 100_000;

  private final Duration first;
  private final Map<TitleKey, Waiting> titles = new LinkedHashMap<>();
  private Duration pause;
  private long nextAt;

  private record Waiting(long seq, int attempts) {}

  /// @param first the pause before the first round
  WaitingTitles(Duration first) {
    this.first = first;
    this.pause = first;
  }

  /// @param seq the change after which the title waits; 0 to hold nothing back
  void add(TitleKey key, long seq, long now) {
    if (titles.isEmpty()) {
      pause = first;
      nextAt = now + pause.toNanos();
    }
    if (titles.size() < MAX) titles.put(key, new Waiting(seq, seq == 0 ? HELD_ATTEMPTS : 0));
  }

  void remove(TitleKey key) {
    titles.remove(key);
  }

  /// Up to `limit` titles whose turn has come, those that waited longest first.
  List<TitleKey> due(int limit, long now) {
    if (titles.isEmpty() || now - nextAt < 0) return List.of();
    return titles.keySet().stream().limit(limit).toList();
  }

  /// Records a round: `failed` of `tried` wait on, at the end of the line; the others are done.
  void tried(List<TitleKey> tried, Set<TitleKey> failed, long now) {
    for (TitleKey key : tried) {
      Waiting waiting = titles.remove(key);
      if (waiting != null && failed.contains(key))
        titles.put(key, new Waiting(waiting.seq(), waiting.attempts() + 1));
    }
    Duration longest = Duration.ofMinutes(10);
    if (failed.size() < tried.size()) pause = first;
    else pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
    nextAt = failed.isEmpty() ? now : now + pause.toNanos();
  }

  /// The highest seq, at most `seq`, that a restart may begin after without missing one of them.
  long checkpoint(long seq) {
    long checkpoint = seq;
    for (Waiting waiting : titles.values()) {
      if (waiting.attempts() < HELD_ATTEMPTS) checkpoint = Math.min(checkpoint, waiting.seq() - 1);
    }
    return checkpoint;
  }

  Set<TitleKey> keys() {
    return Set.copyOf(titles.keySet());
  }

  int size() {
    return titles.size();
  }
}
