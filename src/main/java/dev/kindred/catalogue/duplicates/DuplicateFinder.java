package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.duplicates.LikelyDuplicate.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// Finds the titles of a catalogue that are likely the same one. Two walks: the first takes the
/// names and links of every title and counts the words of the plots, the second fetches and scores
/// only the titles that share a name or a link. Memory: about 40 bytes a title, 1 MB, and the pairs
/// asked for. The scores of a catalogue depend on nothing but its titles.
public final class DuplicateFinder {
  /// What the evidence starts from: a pair that only shares a name nobody else bears is as likely
  /// the same title as not.
  public static final double PRIOR_BITS = -6;

  private static final int PAGE = 1_000;
  private static final int PAIRS_AT_A_TIME = 1_000;

  private final TitleStore store;

  public DuplicateFinder(TitleStore store) {
    this.store = store;
  }

  /// @throws CancellationException when the thread is interrupted
  public DuplicateReport find(DuplicateOptions options) {
    Blocks blocks = new Blocks();
    Plots plots = new Plots();
    long titles = 0;
    for (List<StoredTitle> page = store.page(0, PAGE); !page.isEmpty(); ) {
      for (StoredTitle stored : page) {
        blocks.add(stored);
        plots.count(stored.title());
      }
      titles += page.size();
      checkInterrupted();
      page = store.page(page.getLast().key().value(), PAGE);
    }
    long[] pairs = blocks.pairs();
    PairScore score = new PairScore(blocks, plots);
    PriorityQueue<LikelyDuplicate> surest = new PriorityQueue<>(LikelyDuplicate.ORDER.reversed());
    long found = 0;
    for (int from = 0; from < pairs.length; from += PAIRS_AT_A_TIME) {
      checkInterrupted();
      long[] some = Arrays.copyOfRange(pairs, from, Math.min(pairs.length, from + PAIRS_AT_A_TIME));
      Map<TitleKey, StoredTitle> stored = store.byKey(keys(some));
      for (long pair : some) {
        StoredTitle first = stored.get(new TitleKey((int) (pair >>> 32)));
        StoredTitle second = stored.get(new TitleKey((int) pair));
        if (first == null || second == null) continue; // deleted since the first walk
        LikelyDuplicate likely = likely(first, second, score);
        if (likely.score() < options.minScore()) continue;
        found++;
        surest.add(likely);
        if (surest.size() > options.limit()) surest.remove();
      }
    }
    List<LikelyDuplicate> ordered = new ArrayList<>(surest);
    ordered.sort(LikelyDuplicate.ORDER);
    return new DuplicateReport(titles, pairs.length, blocks.left(), found, ordered);
  }

  private static LikelyDuplicate likely(StoredTitle first, StoredTitle second, PairScore score) {
    List<Evidence> evidence = score.of(first, second);
    double bits = PRIOR_BITS;
    for (Evidence one : evidence) bits += one.bits();
    return new LikelyDuplicate(Side.of(first), Side.of(second), bits, evidence);
  }

  private static Set<TitleKey> keys(long[] pairs) {
    Set<TitleKey> keys = new HashSet<>();
    for (long pair : pairs) {
      keys.add(new TitleKey((int) (pair >>> 32)));
      keys.add(new TitleKey((int) pair));
    }
    return keys;
  }

  private static void checkInterrupted() {
    if (Thread.interrupted()) throw new CancellationException("interrupted while comparing titles");
  }
}
