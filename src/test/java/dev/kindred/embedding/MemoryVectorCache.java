package dev.kindred.embedding;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A vector cache in memory.
final class MemoryVectorCache implements VectorCache {
  private final Map<TextHash, float[]> vectors = new ConcurrentHashMap<>();

  @Override
  public Map<TextHash, float[]> get(Collection<TextHash> texts) {
    Map<TextHash, float[]> found = new HashMap<>();
    for (TextHash text : texts) {
      float[] vector = vectors.get(text);
      if (vector != null) found.put(text, vector);
    }
    return found;
  }

  @Override
  public void put(Map<TextHash, float[]> more) {
    more.forEach(vectors::putIfAbsent);
  }

  @Override
  public long size() {
    return vectors.size();
  }

  @Override
  public void close() {}
}
