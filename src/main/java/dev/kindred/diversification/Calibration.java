package dev.kindred.diversification;

import dev.kindred.catalogue.TitleKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How much a title brings the genres of a growing list nearer to those that its viewer takes to
/// (Steck, RecSys 2018): by how much the Kullback–Leibler divergence of the list from the viewer's
/// mix falls when the title is added, in nats, the list smoothed by 1 % of the mix.
///
/// Deviation: the fall is multiplied by the length of the list. Steck adds up relevance and takes
/// the divergence once, so that it moves the first places alone; here it weighs alike at every
/// place, about 1 for a title whose genres are as common in the list as the viewer wants, more for
/// what is missing, 0 for what the viewer never takes to. Only the genres of the title are looked
/// at. Used by one request.
public final class Calibration {
  private static final double SMOOTHING = 0.01;

  private final Map<String, Double> wanted;
  private final Map<TitleKey, Set<String>> genres;
  private final Map<String, Double> had = new HashMap<>();
  private int length;

  /// @param wanted the viewer's share of each genre, 1 in total; empty when nothing is known, and
  ///   then no title gains
  /// @param genres of the titles
  public Calibration(Map<String, Double> wanted, Map<TitleKey, Set<String>> genres) {
    this.wanted = wanted;
    this.genres = genres;
  }

  /// To nothing.
  public static Calibration none() {
    return new Calibration(Map.of(), Map.of());
  }

  double gain(TitleKey title) {
    if (wanted.isEmpty()) return 0;
    Set<String> own = genres.getOrDefault(title, Set.of());
    double gain = 0;
    for (String genre : own) {
      Double share = wanted.get(genre);
      if (share == null) continue;
      double list =
          (1 - SMOOTHING) * had.getOrDefault(genre, 0.0) + SMOOTHING * share * (length + 1);
      gain += share * Math.log1p((1 - SMOOTHING) / own.size() / list);
    }
    return gain * (length + 1);
  }

  void add(TitleKey title) {
    Set<String> own = genres.getOrDefault(title, Set.of());
    for (String genre : own) had.merge(genre, 1.0 / own.size(), Double::sum);
    length++;
  }
}
