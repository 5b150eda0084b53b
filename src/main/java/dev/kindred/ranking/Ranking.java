package dev.kindred.ranking;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.VectorSimilarity;
import dev.kindred.query.Aspect.Degree;
import dev.kindred.query.QueryVector;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.query.UnderstoodQuery.Wish;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Orders fused candidates by a model over their features, and by what the request wishes besides:
/// wanted qualities lift the titles that have more of them than the other candidates do, refused
/// ones sink those that have, the titles asked about leave the list.
///
/// A quality is measured twice: by the similarity of its vector to the title's story and feel,
/// standardised over the candidates (all cosines of one model lie close together, so only the
/// differences tell), and by whether the title names it or has it for a keyword, theme or mood.
/// Costs one vector fetch a field, and two text look-ups and one of labels a quality. Stateless;
/// thread-safe.
public final class Ranking {
  /// Candidates that are weighed; those behind keep their order.
  public static final int POOL = 800;

  /// Text hits for a quality that score this share of the best are taken to name it.
  private static final double NAMES_IT = 0.5;

  /// Fields that list what a title has.
  private static final List<FilterField> LABELS =
      Stream.of("keywords", "themes", "moods")
          .map(f -> FilterField.named(f).orElseThrow())
          .toList();

  /// Most titles of one label that are known to have it, the best known first.
  private static final int LABELLED = 1_000;

  /// Standard deviations above the mean from which a title is taken to have a refused quality.
  private static final double HAS_IT = 0.5;

  private final RankingModels models;
  private final WishWeights weights;

  public Ranking(RankingModels models, WishWeights weights) {
    this.models = models;
    this.weights = weights;
  }

  /// The features of the candidates that a model would score: those of [#rank], for training.
  public static FeatureTable features(
      UnderstoodQuery query, List<FusedCandidate> fused, TitleSearcher index) {
    List<FusedCandidate> others = others(query, fused);
    return CandidateFeatures.of(query, others.subList(0, Math.min(POOL, others.size())), index);
  }

  private static List<FusedCandidate> others(UnderstoodQuery query, List<FusedCandidate> fused) {
    return query.anchors().isEmpty()
        ? fused
        : fused.stream().filter(c -> !query.anchors().contains(c.key())).toList();
  }

  /// The candidates without the anchors, by [FusedCandidate#ORDER] of their new scores.
  public List<FusedCandidate> rank(
      UnderstoodQuery query, List<FusedCandidate> fused, TitleSearcher index) {
    List<FusedCandidate> others = others(query, fused);
    RankingModel model = models.of(QueryClass.of(query)).orElse(null);
    boolean wishes = hasWishes(query);
    if (others.isEmpty() || (model == null && !wishes)) return others;
    List<FusedCandidate> pool = others.subList(0, Math.min(POOL, others.size()));
    double[] score =
        model == null
            ? pool.stream().mapToDouble(FusedCandidate::score).toArray()
            : model.scores(CandidateFeatures.of(query, pool, index));
    if (wishes) grant(query, pool, index, score);
    List<FusedCandidate> ranked = new ArrayList<>(others.size());
    for (int i = 0; i < pool.size(); i++) {
      FusedCandidate c = pool.get(i);
      ranked.add(new FusedCandidate(c.key(), c.id(), score[i], c.sources()));
    }
    double least = ranked.stream().mapToDouble(FusedCandidate::score).min().orElse(0);
    ranked.sort(FusedCandidate.ORDER);
    for (FusedCandidate c : others.subList(pool.size(), others.size()))
      ranked.add(new FusedCandidate(c.key(), c.id(), Math.min(least, c.score()), c.sources()));
    return ranked;
  }

  /// Without anchors a wanted quality is among the words and their meaning already.
  private static boolean hasWishes(UnderstoodQuery query) {
    return (!query.wanted().isEmpty() && !query.liked().isEmpty())
        || !query.unwanted().isEmpty()
        || !query.disliked().isEmpty();
  }

  private void grant(
      UnderstoodQuery query, List<FusedCandidate> pool, TitleSearcher index, double[] change) {
    Vectors vectors = new Vectors(index, pool);
    if (!query.liked().isEmpty())
      for (Wish wish : query.wanted()) want(wish, vectors, pool, index, change);
    for (Wish wish : query.unwanted()) refuse(wish, vectors, pool, index, change);
    if (query.disliked().isEmpty()) return;
    double[] alike = vectors.standardised(query.disliked());
    for (int i = 0; i < change.length; i++)
      change[i] -= weights.disliked() * share(alike[i] - HAS_IT);
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

  private void want(
      Wish wish, Vectors vectors, List<FusedCandidate> pool, TitleSearcher index, double[] change) {
    Set<TitleKey> naming = naming(wish, pool, index);
    double[] has = vectors.standardised(both(wish));
    for (int i = 0; i < change.length; i++) {
      change[i] += weights.wanted() * (share(has[i]) - share(-has[i]));
      if (naming.contains(pool.get(i).key())) change[i] += weights.mentioned();
    }
  }

  private void refuse(
      Wish wish, Vectors vectors, List<FusedCandidate> pool, TitleSearcher index, double[] change) {
    boolean ban = wish.aspect().degree() == Degree.SOME;
    Set<TitleKey> naming = naming(wish, pool, index);
    double[] has = vectors.standardised(both(wish));
    for (int i = 0; i < change.length; i++) {
      change[i] -=
          ban ? weights.unwanted() * share(has[i] - HAS_IT) : weights.less() * share(has[i]);
      if (naming.contains(pool.get(i).key())) change[i] -= ban ? weights.refused() : weights.less();
    }
  }

  private static Map<VectorField, float[]> both(Wish wish) {
    QueryVector vector = wish.vector();
    if (vector == null) return Map.of();
    Map<VectorField, float[]> both = new EnumMap<>(VectorField.class);
    for (VectorField field : VectorField.CONTENT) both.put(field, vector.values());
    return both;
  }

  /// Candidates that name a quality in their own words, and titles that are labelled with it.
  private static Set<TitleKey> naming(Wish wish, List<FusedCandidate> pool, TitleSearcher index) {
    String text = wish.aspect().text();
    Set<TitleKey> naming = new HashSet<>();
    List<Filter.Value> label = List.of(new Filter.Text(text));
    List<Filter> labelled =
        LABELS.stream().<Filter>map(field -> new Filter.AnyOf(field, label)).toList();
    for (Hit hit : index.browse(new Filter.Any(labelled), LABELLED)) naming.add(hit.key());
    List<Hit> best = index.text(text, Filter.NONE, 1).hits();
    if (best.isEmpty()) return naming;
    double enough = NAMES_IT * best.getFirst().score();
    index
        .matches(text, pool.stream().map(FusedCandidate::key).toList())
        .forEach((key, match) -> {
          if (match.score() >= enough) naming.add(key);
        });
    return naming;
  }

  /// 0 at and below the mean, 1 from two standard deviations on.
  private static double share(double deviations) {
    return Math.clamp(deviations / 2, 0, 1);
  }

  /// The vectors of the candidates.
  private static final class Vectors {
    private final List<FusedCandidate> pool;
    private final Map<VectorField, Map<TitleKey, float[]>> vectors =
        new EnumMap<>(VectorField.class);

    Vectors(TitleSearcher index, List<FusedCandidate> pool) {
      this.pool = pool;
      List<TitleKey> keys = pool.stream().map(FusedCandidate::key).toList();
      for (VectorField field : VectorField.CONTENT) vectors.put(field, index.vectors(field, keys));
    }

    /// By how many standard deviations each candidate is nearer to the vectors than the mean of
    /// them, averaged over the fields; 0 where a title has no vector.
    double[] standardised(Map<VectorField, float[]> to) {
      double[] sum = new double[pool.size()];
      to.forEach((field, vector) -> {
        double[] cosines = cosines(vectors.getOrDefault(field, Map.of()), vector);
        double mean = 0;
        int count = 0;
        for (double cosine : cosines) {
          if (Double.isNaN(cosine)) continue;
          mean += cosine;
          count++;
        }
        if (count < 2) return;
        mean /= count;
        double variance = 0;
        for (double cosine : cosines)
          if (!Double.isNaN(cosine)) variance += (cosine - mean) * (cosine - mean) / count;
        if (variance == 0) return;
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < sum.length; i++)
          if (!Double.isNaN(cosines[i])) sum[i] += (cosines[i] - mean) / deviation / to.size();
      });
      return sum;
    }

    private double[] cosines(Map<TitleKey, float[]> of, float[] vector) {
      double[] cosines = new double[pool.size()];
      for (int i = 0; i < cosines.length; i++) {
        float[] one = of.get(pool.get(i).key());
        cosines[i] = one == null ? Double.NaN : VectorSimilarity.cosine(one, vector);
      }
      return cosines;
    }
  }
}
