package dev.kindred.ranking;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.UnderstoodQuery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders fused candidates by a model over their features, and by what the request wishes besides:
/// wanted qualities lift the titles that have more of them than the other candidates do, refused
/// ones sink those that have, the titles asked about leave the list. Stateless; thread-safe.
public final class Ranking {
  /// Candidates that are weighed; those behind keep their order. Of 14,425 titles 400 held as many
  /// answers as all; of 69,354 they lost .03 of recall@100 on retold plots.
  public static final int POOL = 600;

  private final RankingModels models;
  private final WishWeights weights;

  public Ranking(RankingModels models, WishWeights weights) {
    this.models = models;
    this.weights = weights;
  }

  /// The features of the candidates that a model would score: those of [#rank], for training.
  public static FeatureTable features(
      UnderstoodQuery query, List<FusedCandidate> fused, TitleSearcher index) {
    List<FusedCandidate> pool = pool(others(query, fused));
    return new CandidateFeatures(
            query, pool, EnumSet.allOf(Feature.class), new Nearness(keys(pool), index), index)
        .table();
  }

  private static List<FusedCandidate> others(UnderstoodQuery query, List<FusedCandidate> fused) {
    return query.anchors().isEmpty()
        ? fused
        : fused.stream().filter(c -> !query.anchors().contains(c.key())).toList();
  }

  /// Those that are weighed: the first in fused order, half of them where known titles have the
  /// other half.
  private static List<FusedCandidate> pool(List<FusedCandidate> others) {
    boolean known = others.stream().anyMatch(c -> c.sources().containsKey(Source.POPULARITY));
    int first = known ? POOL / 2 : POOL;
    List<FusedCandidate> pool = new ArrayList<>(POOL);
    for (int i = 0; i < others.size(); i++) {
      Candidate place = others.get(i).sources().get(Source.POPULARITY);
      if (i < first || (place != null && place.rank() <= POOL / 2)) pool.add(others.get(i));
    }
    return pool;
  }

  private static List<TitleKey> keys(List<FusedCandidate> candidates) {
    return candidates.stream().map(FusedCandidate::key).toList();
  }

  /// The candidates without the anchors, by [FusedCandidate#ORDER] of their new scores.
  public List<FusedCandidate> rank(
      UnderstoodQuery query, List<FusedCandidate> fused, TitleSearcher index) {
    List<FusedCandidate> others = others(query, fused);
    if (others.isEmpty()) return others;
    RankingModel model = models.of(QueryClass.of(query)).orElse(null);
    List<FusedCandidate> pool = pool(others);
    List<TitleKey> keys = keys(pool);
    Nearness nearness = new Nearness(keys, index);
    Wishes wishes = new Wishes(query, weights, keys, nearness, index);
    if (model == null && wishes.isEmpty()) return others;
    double[] scores =
        model == null
            ? pool.stream().mapToDouble(FusedCandidate::score).toArray()
            : model.scores(
                new CandidateFeatures(query, pool, model.features(), nearness, index).table());
    wishes.grant(scores);
    List<FusedCandidate> ranked = new ArrayList<>(others.size());
    for (int i = 0; i < scores.length; i++) {
      FusedCandidate c = pool.get(i);
      ranked.add(new FusedCandidate(c.key(), c.id(), scores[i], c.sources()));
    }
    ranked.sort(FusedCandidate.ORDER);
    if (pool.size() == others.size()) return ranked;
    double least = ranked.getLast().score();
    Set<TitleKey> weighed = new HashSet<>(keys);
    for (FusedCandidate c : others)
      if (!weighed.contains(c.key()))
        ranked.add(new FusedCandidate(c.key(), c.id(), Math.min(least, c.score()), c.sources()));
    return ranked;
  }

  /// Whether somebody asks for what to watch, rather than for what holds these words: then known
  /// titles are candidates too.
  public static boolean isAsked(UnderstoodQuery query) {
    return switch (QueryClass.of(query)) {
      case REQUEST, LIKE, CONVERSATION -> true;
      case PLAIN, DESCRIPTION -> false;
    };
  }

  /// How well known each candidate is: the logarithm of its popularity against that of the best
  /// known of them, 0..1; all 0 when nothing is known of any.
  private static double[] known(List<FusedCandidate> pool, TitleSearcher index) {
    Map<TitleKey, TitleFacts> facts = index.facts(pool.stream().map(FusedCandidate::key).toList());
    double most = facts.values().stream().mapToDouble(TitleFacts::popularity).max().orElse(0);
    double[] known = new double[pool.size()];
    if (most <= 0) return known;
    for (int i = 0; i < known.length; i++) {
      TitleFacts of = facts.get(pool.get(i).key());
      if (of != null) known[i] = Math.log1p(of.popularity()) / Math.log1p(most);
    }
    return known;
  }

  /// The candidates with `weight` times how well known they are added, by [FusedCandidate#ORDER]:
  /// what suits a viewer by content alone may suit nobody.
  public static List<FusedCandidate> preferKnown(
      List<FusedCandidate> fused, double weight, TitleSearcher index) {
    double[] known = known(fused, index);
    List<FusedCandidate> ranked = new ArrayList<>(fused.size());
    for (int i = 0; i < known.length; i++) {
      FusedCandidate c = fused.get(i);
      ranked.add(new FusedCandidate(c.key(), c.id(), c.score() + weight * known[i], c.sources()));
    }
    ranked.sort(FusedCandidate.ORDER);
    return ranked;
  }
}
