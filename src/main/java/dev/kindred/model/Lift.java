package dev.kindred.model;

import java.util.Arrays;

/// Scores for viewers of whom little is known: the logarithm of the prior share of a title, plus
/// half the square root of the number of titles known times the mean logarithm by which they lift
/// it. With nothing known it is the prior; evidence grows as its standard error falls.
///
/// @param prior shares of titles before anything is known
/// @param lifts logarithm of how much more often two titles are taken to by one viewer than by
///   chance
public record Lift(Popularity prior, Weights lifts) implements Scorer {
  private static final float FLOOR = 1e-6f;

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    int n = history.size();
    float factor = n == 0 ? 0 : (float) (Math.sqrt(n) / 2 / n);
    for (int at = 0; at < n; at++) lifts.addRow(history.row(at), factor, scores);
    for (int row = 0; row < scores.length; row++)
      scores[row] += (float) Math.log(prior.of(row) + FLOOR);
  }
}
