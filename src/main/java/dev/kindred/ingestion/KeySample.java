package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A uniform sample of up to 1,000 keys of those it is offered, however many they are (Vitter's
/// algorithm R). Thread-safe.
final class KeySample {
  private static final int SIZE = 1_000;

  private final List<TitleKey> keys = new ArrayList<>();
  private final Random random = new Random(17);
  private long seen;

  synchronized void offer(TitleKey key) {
    seen++;
    if (keys.size() < SIZE) {
      keys.add(key);
      return;
    }
    long slot = random.nextLong(seen);
    if (slot < SIZE) keys.set((int) slot, key);
  }

  synchronized List<TitleKey> keys() {
    return List.copyOf(keys);
  }
}
