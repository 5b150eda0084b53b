package dev.kindred.diversification;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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

  /// The viewer's share of each of the genres they take to.
  private final double[] shares;

  /// Of each title, which of these genres it has.
  private final int[][] genres;

  /// Of each title, how many genres it has, those that the viewer does not take to among them.
  private final int[] sizes;

  /// Of each genre, its weight in the list, a title counting 1.
  private final double[] had;

  /// Gains by genre and number of genres, of the list as long as [#gainedAt] says.
  private final double[][] gains;

  private final int[][] gainedAt;
  private int length;

  /// @param wanted the viewer's share of each genre, 1 in total; empty when nothing is known, and
  ///   then no title gains
  /// @param titles the genres of each title
  public Calibration(Map<String, Double> wanted, List<Set<String>> titles) {
    List<String> names = List.copyOf(wanted.keySet());
    shares = names.stream().mapToDouble(wanted::get).toArray();
    had = new double[shares.length];
    genres = new int[titles.size()][];
    sizes = new int[titles.size()];
    int most = 0;
    for (int i = 0; i < genres.length; i++) {
      Set<String> own = titles.get(i);
      genres[i] =
          IntStream.range(0, shares.length).filter(g -> own.contains(names.get(g))).toArray();
      sizes[i] = own.size();
      most = Math.max(most, own.size());
    }
    gains = new double[shares.length][most + 1];
    gainedAt = new int[shares.length][most + 1];
  }

  /// To nothing.
  public static Calibration none() {
    return new Calibration(Map.of(), List.of());
  }

  /// @param title its place among the titles
  double gain(int title) {
    if (shares.length == 0) return 0;
    double gain = 0;
    for (int genre : genres[title]) gain += gain(genre, sizes[title]);
    return gain * (length + 1);
  }

  /// Of one genre of a title of so many: the same for many titles, and a logarithm.
  private double gain(int genre, int size) {
    if (gainedAt[genre][size] == length + 1) return gains[genre][size];
    double list = (1 - SMOOTHING) * had[genre] + SMOOTHING * shares[genre] * (length + 1);
    gainedAt[genre][size] = length + 1;
    gains[genre][size] = shares[genre] * Math.log1p((1 - SMOOTHING) / size / list);
    return gains[genre][size];
  }

  void add(int title) {
    if (shares.length > 0) for (int genre : genres[title]) had[genre] += 1.0 / sizes[title];
    length++;
  }
}
