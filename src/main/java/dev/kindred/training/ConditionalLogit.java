package dev.kindred.training;

import java.util.Arrays;
import java.util.List;

/// The weights under which what was chosen is most likely: the share of a title is the exponential
/// of its weighted features over the sum of those of all it was chosen from. McFadden, in Frontiers
/// in Econometrics, 1974. The likelihood is concave; a small ridge makes it strictly so, and
/// Newton's steps, halved until they help, find its maximum.
final class ConditionalLogit {
  private static final int STEPS = 40;
  private static final double ENOUGH = 1e-5;
  private static final double RIDGE = 1;

  private ConditionalLogit() {}

  /// @param sets each viewer counts the same, however many it chose
  /// @param features of a title
  static double[] fit(List<ChoiceSet> sets, int features) {
    double[] weights = new double[features];
    Point here = at(sets, weights);
    for (int step = 0; step < STEPS; step++) {
      double[] direction = here.newton();
      double factor = 1;
      double[] next = moved(weights, direction, factor);
      Point there = at(sets, next);
      while (there.likelihood < here.likelihood && factor > 1e-6) {
        factor /= 2;
        next = moved(weights, direction, factor);
        there = at(sets, next);
      }
      if (there.likelihood < here.likelihood) break;
      double gained = there.likelihood - here.likelihood;
      weights = next;
      here = there;
      if (gained < ENOUGH * sets.size()) break;
    }
    return weights;
  }

  private static double[] moved(double[] from, double[] direction, double factor) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) to[i] += factor * direction[i];
    return to;
  }

  private static Point at(List<ChoiceSet> sets, double[] weights) {
    Point sum =
        sets.parallelStream()
            .map(set -> Point.of(set, weights))
            .reduce(new Point(weights.length), Point::plus);
    for (int i = 0; i < weights.length; i++) {
      sum.likelihood -= RIDGE / 2 * weights[i] * weights[i];
      sum.gradient[i] -= RIDGE * weights[i];
      sum.curvature[i][i] += RIDGE;
    }
    return sum;
  }

  /// The likelihood at some weights, its gradient and its negative second derivative.
  private static final class Point {
    private double likelihood;
    private final double[] gradient;
    private final double[][] curvature;

    Point(int features) {
      gradient = new double[features];
      curvature = new double[features][features];
    }

    static Point of(ChoiceSet set, double[] weights) {
      int n = weights.length;
      float[] features = set.features();
      double[] scores = new double[features.length / n];
      for (int title = 0; title < scores.length; title++)
        for (int i = 0; i < n; i++) scores[title] += weights[i] * features[title * n + i];
      double most = Arrays.stream(scores).max().orElseThrow();
      double sum = 0;
      for (double score : scores) sum += Math.exp(score - most);
      Point point = new Point(n);
      double[] mean = new double[n];
      for (int title = 0; title < scores.length; title++) {
        double share = Math.exp(scores[title] - most) / sum;
        for (int i = 0; i < n; i++) {
          double part = share * features[title * n + i];
          mean[i] += part;
          for (int j = 0; j <= i; j++) point.curvature[i][j] += part * features[title * n + j];
        }
      }
      for (int title = 0; title < set.chosen(); title++) {
        point.likelihood += (scores[title] - most - Math.log(sum)) / set.chosen();
        for (int i = 0; i < n; i++)
          point.gradient[i] += features[title * n + i] / (double) set.chosen();
      }
      for (int i = 0; i < n; i++) {
        point.gradient[i] -= mean[i];
        for (int j = 0; j <= i; j++) {
          point.curvature[i][j] -= mean[i] * mean[j];
          point.curvature[j][i] = point.curvature[i][j];
        }
      }
      return point;
    }

    static Point plus(Point a, Point b) {
      Point sum = new Point(a.gradient.length);
      sum.likelihood = a.likelihood + b.likelihood;
      for (int i = 0; i < sum.gradient.length; i++) {
        sum.gradient[i] = a.gradient[i] + b.gradient[i];
        for (int j = 0; j < sum.gradient.length; j++)
          sum.curvature[i][j] = a.curvature[i][j] + b.curvature[i][j];
      }
      return sum;
    }

    /// Curvature⁻¹ gradient, by elimination; the ridge keeps every pivot above 0.
    double[] newton() {
      int n = gradient.length;
      double[][] left = new double[n][];
      double[] right = gradient.clone();
      for (int i = 0; i < n; i++) left[i] = curvature[i].clone();
      for (int k = 0; k < n; k++) {
        for (int i = k + 1; i < n; i++) {
          double factor = left[i][k] / left[k][k];
          for (int j = k; j < n; j++) left[i][j] -= factor * left[k][j];
          right[i] -= factor * right[k];
        }
      }
      for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++) right[i] -= left[i][j] * right[j];
        right[i] /= left[i][i];
      }
      return right;
    }
  }
}
