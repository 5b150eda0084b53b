package dev.kindred.index.lucene;

import java.util.Arrays;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.IntroSelector;
import org.apache.lucene.util.NumericUtils;

/// The greatest of many scores with their places: collects twice as many as wanted, then drops the
/// lesser half. A heap would pay the logarithm of their number for each that enters. Of equal
/// scores the lower places stay, when they come in ascending order.
final class Greatest extends IntroSelector {
  private static final long PLACE = 0xFFFF_FFFFL;

  private final int count;

  /// The sortable bits of a score, then those of the place, turned over.
  private long[] kept;

  private int used;
  private float least = Float.NEGATIVE_INFINITY;
  private long pivot;

  /// @param count how many are wanted
  Greatest(int count) {
    this.count = count;
    this.kept = new long[Math.min(1_024, 2 * count + 1)];
  }

  /// What a newcomer has to exceed.
  float least() {
    return least;
  }

  void add(float score, int place) {
    if (used == kept.length) kept = Arrays.copyOf(kept, Math.min(2 * used, 2 * count + 1));
    kept[used++] = (long) NumericUtils.floatToSortableInt(score) << Integer.SIZE | (~place & PLACE);
    if (used == 2 * count + 1) drop();
  }

  private void drop() {
    if (used <= count) return;
    select(0, used, count - 1);
    used = count;
    least = score(kept[count - 1]);
  }

  private static float score(long one) {
    return NumericUtils.sortableIntToFloat((int) (one >>> Integer.SIZE));
  }

  /// Ascending.
  int[] places() {
    drop();
    int[] places = new int[used];
    for (int i = 0; i < used; i++) places[i] = ~(int) kept[i];
    Arrays.sort(places);
    return places;
  }

  /// With places as documents, in no order.
  ScoreDoc[] docs() {
    drop();
    ScoreDoc[] docs = new ScoreDoc[used];
    for (int i = 0; i < used; i++) docs[i] = new ScoreDoc(~(int) kept[i], score(kept[i]));
    return docs;
  }

  @Override
  protected void swap(int i, int j) {
    long one = kept[i];
    kept[i] = kept[j];
    kept[j] = one;
  }

  @Override
  protected void setPivot(int i) {
    pivot = kept[i];
  }

  @Override
  protected int comparePivot(int j) {
    return Long.compare(kept[j], pivot); // descending
  }
}
