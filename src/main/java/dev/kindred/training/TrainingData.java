package dev.kindred.training;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.UserKey;
import dev.kindred.model.TitleRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// What the events teach: for each viewer the titles whose reward is at least [Reward#TAKEN_TO], by
/// the time of the last event about each.
///
/// @param titles every title that somebody took to
/// @param viewers whose interactions they are, in that order
/// @param exposures how often each title was shown of late, halved with every half-life
/// @param lastSeq of the events read
record TrainingData(
    TitleRows titles,
    Interactions interactions,
    List<UserKey> viewers,
    Map<TitleKey, Double> exposures,
    long lastSeq) {
  private static final int CHUNK = 10_000;

  private record Taken(TitleKey title, long second) {}

  /// Reads the store chunk by chunk, each in a transaction of its own.
  ///
  /// @param runtimes minutes by the value of a title's key, null where unknown
  /// @param progress is told how many events each chunk had
  static TrainingData read(
      EventStore events,
      TitleRedirects redirects,
      Reward reward,
      IntFunction<@Nullable Integer> runtimes,
      Duration halfLife,
      LongConsumer progress) {
    EventLog log = new EventLog();
    long seq = 0;
    long latest = 0;
    List<Interaction> chunk = events.interactions(0, CHUNK);
    while (!chunk.isEmpty()) {
      for (Interaction one : chunk) {
        log.add(redirects.follow(one));
        latest = Math.max(latest, one.timestamp().getEpochSecond());
      }
      seq = chunk.getLast().seq();
      progress.accept(chunk.size());
      chunk = events.interactions(seq, CHUNK);
    }
    List<UserKey> viewers = new ArrayList<>();
    List<List<Taken>> all = new ArrayList<>();
    Set<TitleKey> known = new HashSet<>();
    Map<TitleKey, Double> exposures = new HashMap<>();
    long now = latest;
    log.byViewer((user, told) -> {
      Map<TitleKey, List<Interaction>> byTitle = new LinkedHashMap<>();
      for (Interaction one : told) {
        byTitle.computeIfAbsent(one.title(), key -> new ArrayList<>()).add(one);
        if (one.type() == EventType.IMPRESSION)
          exposures.merge(
              one.title(), decayed(now - one.timestamp().getEpochSecond(), halfLife), Double::sum);
      }
      List<Taken> taken = new ArrayList<>();
      byTitle.forEach((title, of) -> {
        if (reward.of(of, runtimes.apply(title.value())) < Reward.TAKEN_TO) return;
        long last =
            of.stream()
                .filter(one -> one.type() != EventType.IMPRESSION)
                .mapToLong(one -> one.timestamp().getEpochSecond())
                .max()
                .orElseThrow();
        taken.add(new Taken(title, last));
        known.add(title);
      });
      if (taken.isEmpty()) return;
      taken.sort(Comparator.comparingLong(Taken::second));
      viewers.add(user);
      all.add(taken);
    });
    TitleRows titles = TitleRows.of(known);
    int[] ends = new int[all.size()];
    int size = all.stream().mapToInt(List::size).sum();
    int[] rows = new int[size];
    long[] seconds = new long[size];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      for (Taken one : all.get(viewer)) {
        rows[at] = titles.row(one.title());
        seconds[at++] = one.second();
      }
      ends[viewer] = at;
    }
    return new TrainingData(
        titles, new Interactions(titles.size(), ends, rows, seconds), viewers, exposures, seq);
  }

  /// What an event of some age counts.
  static double decayed(long seconds, Duration halfLife) {
    return Math.pow(0.5, (double) seconds / halfLife.toSeconds());
  }
}
