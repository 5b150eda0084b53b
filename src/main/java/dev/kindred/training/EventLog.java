package dev.kindred.training;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Events in memory, column by column, 32 bytes each: those of millions of viewers' evenings fit
/// where objects would not. Filled in the order of arrival by one thread, then read viewer by
/// viewer.
final class EventLog {
  private final Map<Integer, Integer> viewers = new HashMap<>();
  private int size;
  private long[] seqs = new long[1 << 10];
  private int[] viewer = new int[1 << 10];
  private int[] titles = new int[1 << 10];
  private EventType[] types = new EventType[1 << 10];
  private float[] values = new float[1 << 10];
  private long[] millis = new long[1 << 10];

  void add(Interaction one) {
    if (size == seqs.length) grow();
    seqs[size] = one.seq();
    viewer[size] = viewers.computeIfAbsent(one.user().value(), key -> viewers.size());
    titles[size] = one.title().value();
    types[size] = one.type();
    values[size] = (float) one.value();
    millis[size++] = one.timestamp().toEpochMilli();
  }

  private void grow() {
    int more = Math.multiplyExact(size, 2);
    seqs = Arrays.copyOf(seqs, more);
    viewer = Arrays.copyOf(viewer, more);
    titles = Arrays.copyOf(titles, more);
    types = Arrays.copyOf(types, more);
    values = Arrays.copyOf(values, more);
    millis = Arrays.copyOf(millis, more);
  }

  /// Takes the events of one viewer.
  @FunctionalInterface
  interface Sink {
    /// @param events in the order of arrival
    void viewer(UserKey user, List<Interaction> events);
  }

  /// Hands out the events viewer by viewer, in the order in which the viewers first came.
  void byViewer(Sink sink) {
    UserKey[] users = new UserKey[viewers.size()];
    viewers.forEach((key, at) -> users[at] = new UserKey(key));
    int[] ends = new int[users.length + 1];
    for (int i = 0; i < size; i++) ends[viewer[i] + 1]++;
    for (int v = 0; v < users.length; v++) ends[v + 1] += ends[v];
    int[] order = new int[size];
    int[] next = Arrays.copyOf(ends, users.length);
    for (int i = 0; i < size; i++) order[next[viewer[i]]++] = i;
    for (int v = 0; v < users.length; v++) {
      List<Interaction> events = new ArrayList<>(ends[v + 1] - ends[v]);
      for (int at = ends[v]; at < ends[v + 1]; at++) {
        int i = order[at];
        events.add(
            new Interaction(
                seqs[i],
                users[v],
                new TitleKey(titles[i]),
                types[i],
                values[i],
                Instant.ofEpochMilli(millis[i])));
      }
      sink.viewer(users[v], events);
    }
  }
}
