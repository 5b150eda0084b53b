package dev.kindred.ranking;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.Aspect.Degree;
import dev.kindred.query.QueryVector;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.query.UnderstoodQuery.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a request wishes beside what its candidates are scored by: wanted qualities lift the titles
/// that have more of them than the other candidates do, refused ones and likeness to disliked
/// titles sink them.
///
/// A quality is measured twice: by the similarity of its vector to the title's story and feel,
/// standardised over the candidates (all cosines of one model lie close together, so only the
/// differences tell), and by whether the title names it or has it for a keyword, theme or mood.
/// Costs a look-up of the best title for its words, one of labels, and a pass over the candidates.
final class Wishes {
  /// Text hits for a quality that score this share of the best are taken to name it.
  private static final double NAMES_IT = 0.5;

  /// The share of a score that a look-up of the best surely finds again, however it is rounded.
  private static final double SURELY = 1 - 1e-4;

  /// Fields that list what a title has.
  private static final List<FilterField> LABELS =
      Stream.of("keywords", "themes", "moods")
          .map(f -> FilterField.named(f).orElseThrow())
          .toList();

  /// Standard deviations above the mean from which a title is taken to have a refused quality.
  private static final double HAS_IT = 0.5;

  private final WishWeights weights;
  private final List<TitleKey> keys;
  private final Nearness nearness;
  private final TitleSearcher index;
  private final List<Wished> wanted;
  private final List<Wished> unwanted;
  private final List<Nearness.To> disliked = new ArrayList<>();

  /// A quality, and what candidates are compared with for it.
  private record Wished(Wish wish, List<Nearness.To> to) {}

  Wishes(
      UnderstoodQuery query,
      WishWeights weights,
      List<TitleKey> keys,
      Nearness nearness,
      TitleSearcher index) {
    this.weights = weights;
    this.keys = keys;
    this.nearness = nearness;
    this.index = index;
    // without anchors a wanted quality is among the words and their meaning already
    this.wanted = query.liked().isEmpty() ? List.of() : asked(query.wanted());
    this.unwanted = asked(query.unwanted());
    for (VectorField field : VectorField.CONTENT) {
      float[] unlike = query.disliked().get(field);
      if (unlike != null) disliked.add(nearness.ask(field, unlike));
    }
  }

  private List<Wished> asked(List<Wish> wishes) {
    List<Wished> asked = new ArrayList<>();
    for (Wish wish : wishes) {
      List<Nearness.To> to = new ArrayList<>();
      QueryVector vector = wish.vector();
      if (vector != null)
        for (VectorField field : VectorField.CONTENT) to.add(nearness.ask(field, vector.values()));
      asked.add(new Wished(wish, to));
    }
    return asked;
  }

  boolean isEmpty() {
    return wanted.isEmpty() && unwanted.isEmpty() && disliked.isEmpty();
  }

  /// Changes the scores of the candidates.
  void grant(double[] scores) {
    for (Wished one : wanted) want(one, scores);
    for (Wished one : unwanted) refuse(one, scores);
    if (disliked.isEmpty()) return;
    double[] alike = standardised(disliked);
    for (int i = 0; i < scores.length; i++)
      scores[i] -= weights.disliked() * share(alike[i] - HAS_IT);
  }

  private void want(Wished one, double[] scores) {
    Set<TitleKey> naming = naming(one.wish());
    double[] has = standardised(one.to());
    for (int i = 0; i < scores.length; i++) {
      scores[i] += weights.wanted() * (share(has[i]) - share(-has[i]));
      if (naming.contains(keys.get(i))) scores[i] += weights.mentioned();
    }
  }

  private void refuse(Wished one, double[] scores) {
    boolean ban = one.wish().aspect().degree() == Degree.SOME;
    Set<TitleKey> naming = naming(one.wish());
    double[] has = standardised(one.to());
    for (int i = 0; i < scores.length; i++) {
      scores[i] -=
          ban ? weights.unwanted() * share(has[i] - HAS_IT) : weights.less() * share(has[i]);
      if (naming.contains(keys.get(i))) scores[i] -= ban ? weights.refused() : weights.less();
    }
  }

  /// Candidates that name a quality in their own words, and those that are labelled with it.
  private Set<TitleKey> naming(Wish wish) {
    String text = wish.aspect().text();
    List<Filter.Value> label = List.of(new Filter.Text(text));
    List<Filter> labelled =
        LABELS.stream().<Filter>map(field -> new Filter.AnyOf(field, label)).toList();
    Set<TitleKey> naming = new HashSet<>(index.passing(new Filter.Any(labelled), keys));
    Map<TitleKey, TextMatch> matches = index.matches(text, keys);
    if (matches.isEmpty()) return naming;
    double known = matches.values().stream().mapToDouble(TextMatch::score).max().orElse(0);
    double enough = NAMES_IT * index.bestScore(text, SURELY * known);
    matches.forEach((key, match) -> {
      if (match.score() >= enough) naming.add(key);
    });
    return naming;
  }

  /// 0 at and below the mean, 1 from two standard deviations on.
  private static double share(double deviations) {
    return Math.clamp(deviations / 2, 0, 1);
  }

  /// By how many standard deviations each candidate is nearer to the vectors than the mean of them,
  /// averaged over the vectors; 0 where a title has none.
  private double[] standardised(List<Nearness.To> to) {
    double[] sum = new double[keys.size()];
    for (Nearness.To one : to) {
      double[] cosines = nearness.of(one);
      double mean = 0;
      int count = 0;
      for (double cosine : cosines) {
        if (Double.isNaN(cosine)) continue;
        mean += cosine;
        count++;
      }
      if (count < 2) continue;
      mean /= count;
      double variance = 0;
      for (double cosine : cosines)
        if (!Double.isNaN(cosine)) variance += (cosine - mean) * (cosine - mean) / count;
      if (variance == 0) continue;
      double deviation = Math.sqrt(variance);
      for (int i = 0; i < sum.length; i++)
        if (!Double.isNaN(cosines[i])) sum[i] += (cosines[i] - mean) / deviation / to.size();
    }
    return sum;
  }
}
