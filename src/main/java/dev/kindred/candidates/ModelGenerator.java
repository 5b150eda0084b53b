package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.TitleRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// The titles that a model scores best among those that pass a filter. The scores of all titles are
/// there; the best are held against the index, four times as many as long as too few pass; of a
/// filter that keeps few titles each one is looked up.
public final class ModelGenerator implements CandidateGenerator {
  /// A filter that keeps at most so many titles is asked for all of them.
  private static final int FEW = 2_000;

  private final Source source;
  private final TitleRows rows;
  private final float[] scores;
  private final float above;
  private final Filter filter;
  private final Set<TitleKey> without;

  /// @param scores a value a row, not changed any more
  /// @param above only titles that score more are proposed
  /// @param without titles that are left out
  public ModelGenerator(
      Source source,
      TitleRows rows,
      float[] scores,
      float above,
      Filter filter,
      Set<TitleKey> without) {
    if (scores.length != rows.size())
      throw new IllegalArgumentException(scores.length + " scores of " + rows.size() + " titles");
    this.source = source;
    this.rows = rows;
    this.scores = scores;
    this.above = above;
    this.filter = filter;
    this.without = without;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    if (!filter.equals(Filter.NONE) && index.count(filter) <= FEW) {
      List<TitleKey> all = index.browse(filter, FEW).stream().map(Hit::key).toList();
      return list(hits(index, scored(all), depth), depth);
    }
    int asked = depth + Math.min(without.size(), depth);
    while (true) {
      List<TitleKey> best = best(asked);
      List<Hit> hits = hits(index, best, depth);
      if (hits.size() >= depth || best.size() < asked) return list(hits, depth);
      asked *= 4;
    }
  }

  private CandidateList list(List<Hit> hits, int depth) {
    return CandidateList.endless(source, hits.subList(0, Math.min(depth, hits.size())));
  }

  private List<TitleKey> scored(Collection<TitleKey> keys) {
    return keys.stream()
        .filter(key -> rows.row(key) >= 0 && scores[rows.row(key)] > above)
        .toList();
  }

  /// Those that exist, pass, and are not left out, in the order of every list.
  private List<Hit> hits(TitleSearcher index, List<TitleKey> keys, int depth) {
    List<TitleKey> wanted = new ArrayList<>(keys);
    wanted.removeIf(without::contains);
    Map<TitleKey, TitleId> passing = index.passing(filter, wanted);
    List<Hit> hits = new ArrayList<>(Math.max(depth, passing.size()));
    passing.forEach((key, id) -> hits.add(new Hit(key, id, scores[rows.row(key)])));
    hits.sort(Hit.ORDER);
    return hits;
  }

  /// The keys of the best rows, at most so many, in no order.
  private List<TitleKey> best(int count) {
    PriorityQueue<Long> kept = new PriorityQueue<>();
    long least = Long.MIN_VALUE;
    for (int row = 0; row < scores.length; row++) {
      float score = scores[row];
      if (!(score > above)) continue;
      long packed = ((long) ordered(score) << 32) | (0xFFFF_FFFFL & ~row);
      if (kept.size() == count) {
        if (packed <= least) continue;
        var _ = kept.poll();
      }
      kept.add(packed);
      if (kept.size() == count) least = kept.element();
    }
    long[] packed = kept.stream().mapToLong(Long::longValue).toArray();
    return Arrays.stream(packed).mapToObj(one -> rows.key(~(int) one)).toList();
  }

  /// Integers in the order of the numbers.
  private static int ordered(float score) {
    int bits = Float.floatToIntBits(score);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
