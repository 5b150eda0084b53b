package dev.kindred.embedding;

import java.util.Collection;
import java.util.Map;

/// Vectors kept between runs, keyed by the hash of the text; one cache per embedding model. Losing
/// it costs time, never data. Thread-safe.
public interface VectorCache extends AutoCloseable {
  /// The vectors known for `texts`.
  Map<TextHash, float[]> get(Collection<TextHash> texts);

  /// Keeps vectors; one that is there already stays.
  void put(Map<TextHash, float[]> vectors);

  long size();

  @Override
  void close();
}
