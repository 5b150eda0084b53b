package dev.kindred.evaluation;

import dev.kindred.feedback.reader.Rating;
import dev.kindred.measure.Interval;
import dev.kindred.measure.Means;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How well the value of a rating is foretold, not only that it is given: by how far viewers and
/// titles stray from the mean, damped (Koren, Bell, in Recommender Systems Handbook 2011, "baseline
/// predictors"), learned from the training part, against what was given in the part to be found.
///
/// @param correlation Pearson's, of predicted and given
/// @param interval of it, by Fisher's transformation, 95 %
/// @param error root of the mean squared error, in the file's own scale
record RatingPrediction(int ratings, double correlation, Interval interval, double error) {
  private static final double TITLE_DAMPING = 10;
  private static final double VIEWER_DAMPING = 15;

  /// @param learned by viewer
  /// @param given by viewer, what is to be foretold
  static RatingPrediction of(Map<String, List<Rating>> learned, Map<String, List<Rating>> given) {
    double sum = 0;
    int count = 0;
    Map<String, double[]> titles = new HashMap<>();
    for (List<Rating> of : learned.values()) {
      for (Rating rating : of) {
        sum += rating.value();
        count++;
      }
    }
    double mean = sum / count;
    learned
        .values()
        .forEach(of ->
            of.forEach(rating -> {
              double[] title = titles.computeIfAbsent(rating.title(), id -> new double[2]);
              title[0] += rating.value() - mean;
              title[1]++;
            }));
    List<double[]> pairs = new ArrayList<>();
    given.forEach((viewer, of) -> {
      double stray = 0;
      List<Rating> known = learned.getOrDefault(viewer, List.of());
      for (Rating rating : known) stray += rating.value() - mean - bias(titles, rating.title());
      double own = stray / (known.size() + VIEWER_DAMPING);
      for (Rating rating : of)
        pairs.add(new double[] {mean + bias(titles, rating.title()) + own, rating.value()});
    });
    return of(pairs);
  }

  private static double bias(Map<String, double[]> titles, String title) {
    double[] of = titles.getOrDefault(title, new double[2]);
    return of[0] / (of[1] + TITLE_DAMPING);
  }

  /// @param pairs predicted and given
  static RatingPrediction of(List<double[]> pairs) {
    double[] predicted = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
    double[] given = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
    double x = Means.of(predicted);
    double y = Means.of(given);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    double squares = 0;
    for (int i = 0; i < predicted.length; i++) {
      xy += (predicted[i] - x) * (given[i] - y);
      xx += (predicted[i] - x) * (predicted[i] - x);
      yy += (given[i] - y) * (given[i] - y);
      squares += (predicted[i] - given[i]) * (predicted[i] - given[i]);
    }
    double r = xx > 0 && yy > 0 ? Math.clamp(xy / Math.sqrt(xx * yy), -1, 1) : 0;
    double z = Math.log((1 + r) / Math.max(1e-12, 1 - r)) / 2;
    double width = 1.96 / Math.sqrt(Math.max(1, predicted.length - 3));
    return new RatingPrediction(
        predicted.length,
        r,
        new Interval(Math.tanh(z - width), Math.tanh(z + width)),
        Math.sqrt(squares / predicted.length));
  }
}
