package dev.kindred.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/// What is worked out of each segment once, when first needed, and forgotten with it: a changed
/// title costs only its small new segment. Thread-safe.
final class PerSegment<T> {
  interface Making<T> {
    T of(LeafReader reader) throws IOException;
  }

  private final Making<T> making;
  private final Map<IndexReader.CacheKey, T> made = new ConcurrentHashMap<>();

  PerSegment(Making<T> making) {
    this.making = making;
  }

  T of(LeafReader reader) {
    IndexReader.CacheHelper helper = reader.getCoreCacheHelper();
    T known = made.get(helper.getKey());
    if (known != null) return known;
    return made.computeIfAbsent(
        helper.getKey(),
        _ -> {
          try {
            T fresh = making.of(reader);
            helper.addClosedListener(made::remove);
            return fresh;
          } catch (IOException e) {
            throw new UncheckedIOException("reading a segment of the index", e);
          }
        });
  }
}
