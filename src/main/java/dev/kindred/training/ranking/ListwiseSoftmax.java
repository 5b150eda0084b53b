package dev.kindred.training.ranking;

import dev.kindred.ranking.Feature;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.LinearModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The weights under which the answers are the likeliest first title: the likelihood of a title is
/// the exponential of its weighted features over the sum of those of all candidates, each query
/// counts the same. ListNet's top-one loss: Cao, Qin, Liu, Tsai, Li, Learning to rank: from pairwise
/// approach to listwise approach, ICML 2007. Convex; a ridge on standardised features makes the
/// minimum unique, and Newton's steps, halved until they help, find it in about ten passes. Each
/// pass costs the candidates times the square of the features.
final class ListwiseSoftmax {
  private static final double RIDGE = 1e-3;
  private static final int STEPS = 30;
  private static final double ENOUGH = 1e-7;
  private static final int WIDTH = FeatureTable.WIDTH;

  private final List<JudgedQuery> queries;
  private final double[] scale = new double[WIDTH];

  private ListwiseSoftmax(List<JudgedQuery> queries) {
    this.queries = queries;
    double[] sum = new double[WIDTH];
    double[] squares = new double[WIDTH];
    long rows = 0;
    for (JudgedQuery query : queries) {
      float[] values = query.features().values();
      for (int i = 0; i < values.length; i++) {
        sum[i % WIDTH] += values[i];
        squares[i % WIDTH] += (double) values[i] * values[i];
      }
      rows += query.features().rows();
    }
    for (int i = 0; i < WIDTH; i++) {
      double mean = sum[i] / rows;
      double variance = squares[i] / rows - mean * mean;
      scale[i] = variance <= 1e-12 ? 0 : 1 / Math.sqrt(variance);
    }
  }

  /// @param queries with at least one answer among their candidates each
  static LinearModel fit(List<JudgedQuery> queries) {
    ListwiseSoftmax loss = new ListwiseSoftmax(queries);
    double[] weights = new double[WIDTH];
    Point here = loss.at(weights);
    for (int step = 0; step < STEPS; step++) {
      double[] direction = here.newton();
      double factor = 1;
      double[] next = moved(weights, direction, factor);
      Point there = loss.at(next);
      while (there.loss > here.loss && factor > 1e-4) {
        factor /= 2;
        next = moved(weights, direction, factor);
        there = loss.at(next);
      }
      if (there.loss > here.loss) break;
      double gained = here.loss - there.loss;
      weights = next;
      here = there;
      if (gained < ENOUGH) break;
    }
    Map<Feature, Double> of = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values())
      of.put(feature, weights[feature.ordinal()] * loss.scale[feature.ordinal()]);
    return new LinearModel(of);
  }

  private static double[] moved(double[] from, double[] direction, double factor) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) to[i] -= factor * direction[i];
    return to;
  }

  private Point at(double[] weights) {
    Point sum =
        queries.parallelStream()
            .map(query -> of(query, weights))
            .reduce(new Point(), Point::plus)
            .times(1.0 / queries.size());
    for (int i = 0; i < WIDTH; i++) {
      sum.loss += RIDGE / 2 * weights[i] * weights[i];
      sum.gradient[i] += RIDGE * weights[i];
      sum.curvature[i][i] += RIDGE;
    }
    return sum;
  }

  private Point of(JudgedQuery query, double[] weights) {
    float[] values = query.features().values();
    int rows = query.features().rows();
    double[] share = new double[rows];
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < WIDTH; i++)
        share[row] += weights[i] * scale[i] * values[row * WIDTH + i];
      most = Math.max(most, share[row]);
    }
    double all = 0;
    for (int row = 0; row < rows; row++) {
      share[row] = Math.exp(share[row] - most);
      all += share[row];
    }
    Point point = new Point();
    double[] mean = new double[WIDTH];
    double[] x = new double[WIDTH];
    int[] answers = query.found();
    for (int answer : answers) {
      point.loss -= Math.log(share[answer] / all) / answers.length;
      for (int i = 0; i < WIDTH; i++)
        point.gradient[i] -= scale[i] * values[answer * WIDTH + i] / answers.length;
    }
    for (int row = 0; row < rows; row++) {
      double p = share[row] / all;
      for (int i = 0; i < WIDTH; i++) {
        x[i] = scale[i] * values[row * WIDTH + i];
        mean[i] += p * x[i];
      }
      if (p < 1e-9) continue;
      for (int i = 0; i < WIDTH; i++) {
        double px = p * x[i];
        double[] line = point.curvature[i];
        for (int j = 0; j <= i; j++) line[j] += px * x[j];
      }
    }
    for (int i = 0; i < WIDTH; i++) {
      point.gradient[i] += mean[i];
      for (int j = 0; j <= i; j++) point.curvature[i][j] -= mean[i] * mean[j];
    }
    return point;
  }

  /// The loss at some weights, its gradient and the lower half of its second derivative.
  private static final class Point {
    double loss;
    final double[] gradient = new double[WIDTH];
    final double[][] curvature = new double[WIDTH][WIDTH];

    /// A new one: a reduction's identity must stay what it is.
    Point plus(Point other) {
      Point sum = new Point();
      sum.loss = loss + other.loss;
      for (int i = 0; i < WIDTH; i++) {
        sum.gradient[i] = gradient[i] + other.gradient[i];
        for (int j = 0; j <= i; j++)
          sum.curvature[i][j] = curvature[i][j] + other.curvature[i][j];
      }
      return sum;
    }

    Point times(double factor) {
      loss *= factor;
      for (int i = 0; i < WIDTH; i++) {
        gradient[i] *= factor;
        for (int j = 0; j <= i; j++) curvature[i][j] *= factor;
      }
      return this;
    }

    /// Where the quadratic that touches here has its minimum, by Cholesky's decomposition.
    double[] newton() {
      double[][] factor = new double[WIDTH][WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = curvature[i][j];
          for (int k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
          factor[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / factor[j][j];
        }
      }
      double[] solved = gradient.clone();
      for (int i = 0; i < WIDTH; i++) {
        for (int k = 0; k < i; k++) solved[i] -= factor[i][k] * solved[k];
        solved[i] /= factor[i][i];
      }
      for (int i = WIDTH - 1; i >= 0; i--) {
        for (int k = i + 1; k < WIDTH; k++) solved[i] -= factor[k][i] * solved[k];
        solved[i] /= factor[i][i];
      }
      return solved;
    }
  }
}
