package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.TitleRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/// The eligible titles that a model scores best. The scores of all titles are there; the best are
/// held against the index, four times as many as long as too few pass; of a filter that keeps few
/// titles each one is looked up.
public final class ModelGenerator implements CandidateGenerator {
  /// A filter that keeps at most so many titles is asked for all of them.
  private static final int FEW = 2_000;

  private final Source source;
  private final TitleRows rows;
  private final float[] scores;
  private final float above;
  private final Eligible eligible;

  /// @param scores a value a row, not changed any more
  /// @param above only titles that score more are proposed
  public ModelGenerator(
      Source source, TitleRows rows, float[] scores, float above, Eligible eligible) {
    if (scores.length != rows.size())
      throw new IllegalArgumentException(scores.length + " scores of " + rows.size() + " titles");
    this.source = source;
    this.rows = rows;
    this.scores = scores;
    this.above = above;
    this.eligible = eligible;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    Filter filter = eligible.filter();
    if (!filter.equals(Filter.NONE) && index.count(filter) <= FEW) {
      List<TitleKey> all = index.browse(eligible, FEW).stream().map(Hit::key).toList();
      return CandidateList.endless(source, hits(index, scored(all), depth));
    }
    int asked = depth;
    while (true) {
      List<TitleKey> best = best(asked);
      List<Hit> hits = hits(index, best, depth);
      if (hits.size() >= depth || best.size() < asked) return CandidateList.endless(source, hits);
      asked *= 4;
    }
  }

  private List<TitleKey> scored(Collection<TitleKey> keys) {
    return keys.stream().filter(key -> rows.row(key) >= 0 && score(key) > above).toList();
  }

  /// The best of those that exist and pass, in the order of every list.
  private List<Hit> hits(TitleSearcher index, List<TitleKey> keys, int depth) {
    List<TitleKey> best =
        index.passing(eligible.filter(), keys).stream()
            .sorted((a, b) -> Float.compare(score(b), score(a)))
            .limit(depth)
            .toList();
    List<Hit> hits = new ArrayList<>(best.size());
    index.ids(best).forEach((key, id) -> hits.add(new Hit(key, id, score(key))));
    hits.sort(Hit.ORDER);
    return hits;
  }

  private float score(TitleKey key) {
    return scores[rows.row(key)];
  }

  /// The keys of the best rows that are not left out, at most so many, in no order.
  private List<TitleKey> best(int count) {
    PriorityQueue<Long> kept = new PriorityQueue<>();
    long least = Long.MIN_VALUE;
    for (int row = 0; row < scores.length; row++) {
      float score = scores[row];
      if (!(score > above)) continue;
      long packed = ((long) ordered(score) << 32) | (0xFFFF_FFFFL & ~row);
      if (kept.size() == count && packed <= least) continue;
      if (eligible.without().contains(rows.key(row))) continue;
      if (kept.size() == count) kept.remove();
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
