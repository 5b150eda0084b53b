package dev.kindred.training;

import dev.kindred.model.Factors;
import dev.kindred.model.History;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Implicit matrix factorisation by alternating least squares: viewers and titles are solved in
/// turn, each in closed form with the other held. Hu, Koren, Volinsky, ICDM 2008; the penalty of
/// each vector grows with how often it occurs and with the unobserved weight, as Rendle, Krichene,
/// Zhang, Koren ("Revisiting the performance of iALS", RecSys 2022) found to matter most.
final class AlternatingLeastSquares {
  private static final long SEED = 17;
  private static final double SPREAD = 0.1;

  private AlternatingLeastSquares() {}

  /// @param dimension of the vectors
  /// @param unobserved weight of every pair that did not occur (α)
  /// @param penalty λ
  /// @param sweeps over viewers and titles
  static Factors train(
      Interactions of, int dimension, double unobserved, double penalty, int sweeps) {
    Interactions byTitle = of.transposed();
    float[] titles = new float[of.titles() * dimension];
    SplittableRandom random = new SplittableRandom(SEED);
    double spread = SPREAD / Math.sqrt(dimension);
    for (int i = 0; i < titles.length; i++) titles[i] = (float) (random.nextGaussian() * spread);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      float[] viewers = solved(of, titles, dimension, unobserved, penalty);
      titles = solved(byTitle, viewers, dimension, unobserved, penalty);
    }
    return new Factors(dimension, titles, (float) unobserved, (float) penalty);
  }

  /// The vectors of one side, given those of the other.
  private static float[] solved(
      Interactions of, float[] others, int dimension, double unobserved, double penalty) {
    Factors held = new Factors(dimension, others, (float) unobserved, (float) penalty);
    float[] solved = new float[of.viewers() * dimension];
    IntStream.range(0, of.viewers())
        .parallel()
        .forEach(viewer -> {
          History history = of.history(viewer);
          if (history.size() > 0)
            System.arraycopy(held.viewer(history), 0, solved, viewer * dimension, dimension);
        });
    return solved;
  }
}
