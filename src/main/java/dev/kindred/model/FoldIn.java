package dev.kindred.model;

/// The factors for viewers of whom little is known: the logarithm of what they say, the viewer
/// folded in from the mean of the clusters, where popularity is part of what is thought beforehand.
///
/// @param factors vectors of titles
/// @param prior where the folding in begins
public record FoldIn(Factors factors, ViewerPrior prior) implements Scorer {
  private static final float FLOOR = 1e-2f;

  @Override
  public void score(History history, float[] scores) {
    factors.score(factors.viewer(history, prior.mean(factors, history)), scores);
    for (int row = 0; row < scores.length; row++)
      scores[row] = (float) Math.log(Math.max(0, scores[row]) + FLOOR);
  }
}
