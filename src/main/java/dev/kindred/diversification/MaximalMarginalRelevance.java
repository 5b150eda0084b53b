package dev.kindred.diversification;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.VectorSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Greedy maximal marginal relevance (Carbonell, Goldstein, SIGIR 1998): the next title is the one
/// with the greatest `lambda · relevance − (1 − lambda) · similarity to the nearest title already
/// chosen`, relevance scaled to [0, 1] over the pool, similarity the cosine, at least 0. To it
/// comes how much the title brings the list nearer to the viewer's genres ([Calibration]), with a
/// weight that grows with the diversity.
///
/// The pool and the number of positions filled are fixed, so a longer page begins with the shorter
/// one. Titles after the first [#POSITIONS] keep their order. Cost: pool × positions similarities.
public final class MaximalMarginalRelevance {
  /// Positions that are diversified.
  public static final int POSITIONS = 100;

  /// Titles considered for them.
  public static final int POOL = 200;

  /// What calibration weighs at diversity 1, where relevance has 0.5.
  private static final double CALIBRATED = 0.3;

  private MaximalMarginalRelevance() {}

  /// The same titles in a new order.
  ///
  /// @param diversity 0 keeps the order; 1 gives similarity the weight of relevance
  /// @param vectors unit vectors of the titles; a title without one is like no other
  public static List<FusedCandidate> reorder(
      List<FusedCandidate> ranked, double diversity, Map<TitleKey, float[]> vectors) {
    return reorder(ranked, diversity, vectors, Calibration.none());
  }

  /// The same, nearer to the viewer's genres.
  ///
  /// @param calibration of the first [#POOL] titles, in their order; nothing was added to it yet
  public static List<FusedCandidate> reorder(
      List<FusedCandidate> ranked,
      double diversity,
      Map<TitleKey, float[]> vectors,
      Calibration calibration) {
    if (diversity <= 0 || ranked.size() < 3) return ranked;
    double lambda = 1 - diversity / 2;
    List<FusedCandidate> pool = ranked.subList(0, Math.min(POOL, ranked.size()));
    double greatest = pool.getFirst().score();
    double range = Math.max(1e-12, greatest - pool.getLast().score());
    List<float @Nullable []> of = new ArrayList<>(pool.size());
    for (FusedCandidate candidate : pool) of.add(vectors.get(candidate.key()));
    double[] nearest = new double[pool.size()];
    boolean[] chosen = new boolean[pool.size()];
    List<FusedCandidate> reordered = new ArrayList<>(ranked.size());
    while (reordered.size() < Math.min(POSITIONS, pool.size())) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < pool.size(); i++) {
        if (chosen[i]) continue;
        double relevance = 1 - (greatest - pool.get(i).score()) / range;
        double value =
            lambda * relevance
                - (1 - lambda) * nearest[i]
                + CALIBRATED * diversity * calibration.gain(i);
        if (value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
      chosen[best] = true;
      reordered.add(pool.get(best));
      calibration.add(best);
      float[] added = of.get(best);
      if (added == null) continue;
      for (int i = 0; i < pool.size(); i++) {
        float[] other = chosen[i] ? null : of.get(i);
        if (other == null) continue;
        double cosine = VectorSimilarity.cosine(added, other);
        nearest[i] = Math.max(nearest[i], cosine);
      }
    }
    for (int i = 0; i < pool.size(); i++) if (!chosen[i]) reordered.add(pool.get(i));
    reordered.addAll(ranked.subList(pool.size(), ranked.size()));
    return reordered;
  }
}
