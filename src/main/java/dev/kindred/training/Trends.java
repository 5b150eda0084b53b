package dev.kindred.training;

import dev.kindred.model.Popularity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Popularity of late and by segment.
final class Trends {
  /// Impressions after which what was seen of a title counts as much as what is seen of all.
  private static final double EXPOSURES = 100;

  /// Interactions after which a segment counts as much as everybody.
  private static final double SEGMENT = 500;

  private Trends() {}

  /// Interactions, halved with every half-life before the latest of all, times how readily a title
  /// shown is taken to, against all titles: a title that is taken to because it is shown everywhere
  /// does not trend. Where nothing was shown, the interactions alone.
  static Popularity trending(TrainingData data, Duration halfLife) {
    Interactions of = data.interactions();
    double[] taken = new double[of.titles()];
    long latest = 0;
    for (int at = 0; at < of.size(); at++) latest = Math.max(latest, of.second(at));
    double shown = 0;
    double takenShown = 0;
    for (int at = 0; at < of.size(); at++)
      taken[of.row(at)] += TrainingData.decayed(latest - of.second(at), halfLife);
    for (int row = 0; row < taken.length; row++) {
      double exposed = exposed(data, row);
      shown += exposed;
      if (exposed > 0) takenShown += taken[row];
    }
    double rate = shown > 0 ? takenShown / shown : 0;
    float[] scores = new float[taken.length];
    for (int row = 0; row < taken.length; row++) {
      double exposed = exposed(data, row);
      double lift =
          rate > 0 && exposed > 0
              ? (taken[row] + EXPOSURES * rate) / (exposed + EXPOSURES) / rate
              : 1;
      scores[row] = (float) (taken[row] * lift);
    }
    return new Popularity(scores);
  }

  private static double exposed(TrainingData data, int row) {
    return data.exposures().getOrDefault(data.titles().key(row), 0.0);
  }

  /// Shares within each segment, drawn towards those of all.
  ///
  /// @param segments by viewer; "" for none
  static Map<String, Popularity> segments(Interactions of, Popularity all, String[] segments) {
    Map<String, float[]> counts = new HashMap<>();
    for (int viewer = 0; viewer < of.viewers(); viewer++) {
      if (segments[viewer].isEmpty()) continue;
      float[] sum = counts.computeIfAbsent(segments[viewer], name -> new float[of.titles()]);
      for (int at = of.begin(viewer); at < of.end(viewer); at++) sum[of.row(at)]++;
    }
    Map<String, Popularity> shares = new HashMap<>();
    counts.forEach((name, sum) -> {
      double size = 0;
      for (float count : sum) size += count;
      for (int row = 0; row < sum.length; row++)
        sum[row] = (float) ((sum[row] + SEGMENT * all.of(row)) / (size + SEGMENT));
      shares.put(name, new Popularity(sum));
    });
    return shares;
  }
}
