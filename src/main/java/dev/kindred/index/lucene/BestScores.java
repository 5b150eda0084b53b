package dev.kindred.index.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/// The best scores of texts, kept for the newest snapshot: what people wish for repeats itself, two
/// thirds of the qualities in 6,819 queries were those of another. Holds [#MOST] texts at most,
/// then begins anew. Thread-safe.
final class BestScores {
  private static final int MOST = 1_000;

  private record Snapshot(IndexReader.CacheKey reader, Map<String, Double> scores) {}

  private volatile @Nullable Snapshot newest;

  /// The greatest score of a text's query, or `floor` when that is less.
  double of(String text, Query query, IndexSearcher searcher, double floor) throws IOException {
    Map<String, Double> scores = scores(searcher.getIndexReader());
    Double known = scores.get(text);
    if (known != null) return Math.max(floor, known);
    double best = BestScore.of(query, searcher, floor);
    if (scores.size() >= MOST) scores.clear();
    if (best > floor) scores.put(text, best);
    return best;
  }

  private Map<String, Double> scores(IndexReader reader) {
    IndexReader.CacheKey key = reader.getReaderCacheHelper().getKey();
    Snapshot known = newest;
    if (known == null || !known.reader().equals(key))
      newest = known = new Snapshot(key, new ConcurrentHashMap<>());
    return known.scores();
  }
}
