package dev.kindred.evaluation;

import dev.kindred.model.History;
import dev.kindred.model.Scorer;
import java.util.SplittableRandom;

/// Chance: scores drawn anew for each history, the same for the same history.
final class RandomScores implements Scorer {
  @Override
  public void score(History history, float[] scores) {
    long seed = 17;
    for (int at = 0; at < history.size(); at++) seed = seed * 31 + history.row(at);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < scores.length; row++) scores[row] = random.nextFloat();
  }
}
