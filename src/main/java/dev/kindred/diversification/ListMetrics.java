package dev.kindred.diversification;

import dev.kindred.index.TitleDocument;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How varied a list is. A title of several genres counts for each of them in equal parts.
///
/// @param inverseSimpson `1 / Σ p²` over the shares of the genres: how many equally common genres
///   would be as varied; 0 for a list without any
/// @param giniSimpson `1 − Σ p²`: how likely two titles drawn differ in genre
/// @param genres how many there are
/// @param novelty mean of `−log2` of a title's popularity against the best known of the list's
///   catalogue, 0 for the best known; null when popularity is not known
/// @param calibration Kullback–Leibler divergence of the genres of the list, smoothed by 1 %, from
///   those of the viewer's history, in bits; 0 is a perfect fit (Steck, RecSys 2018); null without
///   history
public record ListMetrics(
    double inverseSimpson,
    double giniSimpson,
    int genres,
    @Nullable Double novelty,
    @Nullable Double calibration) {
  private static final double SMOOTHING = 0.01;

  /// @param taste the viewer's share of each genre, 1 in total; empty when nothing is known
  /// @param popularity of the titles of the list, on any scale
  /// @param most popularity of the best known title of all; 0 when nothing is known
  public static ListMetrics of(
      List<TitleDocument> list,
      Map<String, Double> taste,
      Collection<Double> popularity,
      double most) {
    Map<String, Double> shares = shares(list);
    double squares = shares.values().stream().mapToDouble(share -> share * share).sum();
    return new ListMetrics(
        squares == 0 ? 0 : 1 / squares,
        squares == 0 ? 0 : 1 - squares,
        shares.size(),
        most <= 0 || popularity.isEmpty() ? null : novelty(popularity, most),
        divergence(taste, shares));
  }

  private static double novelty(Collection<Double> popularity, double most) {
    double sum = 0;
    for (double one : popularity) sum -= Math.log((one + 1) / (most + 1)) / Math.log(2);
    return sum / popularity.size();
  }

  private static @Nullable Double divergence(Map<String, Double> wanted, Map<String, Double> had) {
    if (wanted.isEmpty() || had.isEmpty()) return null;
    double sum = 0;
    for (Map.Entry<String, Double> genre : wanted.entrySet()) {
      double p = genre.getValue();
      double q = (1 - SMOOTHING) * had.getOrDefault(genre.getKey(), 0.0) + SMOOTHING * p;
      sum += p * Math.log(p / q) / Math.log(2);
    }
    return Math.max(0, sum);
  }

  static Map<String, Double> shares(Collection<TitleDocument> titles) {
    Map<String, Double> shares = new HashMap<>();
    double all = 0;
    for (TitleDocument title : titles) {
      Set<String> genres = new HashSet<>(title.title().genres());
      for (String genre : genres) shares.merge(genre, 1.0 / genres.size(), Double::sum);
      if (!genres.isEmpty()) all++;
    }
    double total = all;
    shares.replaceAll((_, sum) -> sum / total);
    return shares;
  }
}
