package dev.kindred.training;

import dev.kindred.model.DecayedSum;
import dev.kindred.model.DenseWeights;
import dev.kindred.model.Lift;
import dev.kindred.model.Popularity;
import dev.kindred.model.TasteModels;
import dev.kindred.model.Weights;

/// Trains the models of taste, one after another: each uses all cores, and only one dense matrix pair
/// is held at a time.
public final class TasteTraining {
  private static final double RECENT_DECAY = 0.5;
  private static final int RECENT_LENGTH = 10;
  private static final double LAST_DECAY = 0.4;
  private static final int LAST_LENGTH = 3;
  private static final double DAMPING = 20;
  private static final double LIFT_DAMPING = 10;

  private TasteTraining() {}

  public static TasteModels train(Interactions of, ModelOptions options) {
    Popularity popularity = shares(of);
    return new TasteModels(
        popularity,
        DecayedSum.whole(kept(Ease.weights(of, options.easePenalty()), options)),
        new DecayedSum(
            kept(
                NextTitle.ridge(
                    of, options.stateLength(), options.stateDecay(), options.statePenalty()),
                options),
            options.stateLength(),
            (float) options.stateDecay()),
        transitions(of, RECENT_LENGTH, RECENT_DECAY, options),
        transitions(of, LAST_LENGTH, LAST_DECAY, options),
        DecayedSum.whole(kept(CoWatch.cosines(of, Baselines.NEIGHBOURS), options)),
        AlternatingLeastSquares.train(
            of,
            options.dimension(),
            options.unobserved(),
            options.factorPenalty(),
            options.sweeps()),
        new Lift(popularity, kept(Lifts.logarithms(of, LIFT_DAMPING), options)));
  }

  private static Popularity shares(Interactions of) {
    int[] counts = of.counts();
    float[] shares = new float[counts.length];
    for (int i = 0; i < counts.length; i++) shares[i] = (float) counts[i] / Math.max(1, of.size());
    return new Popularity(shares);
  }

  private static DecayedSum transitions(
      Interactions of, int length, double decay, ModelOptions options) {
    Matrix shares = NextTitle.transitions(of, length, decay, DAMPING);
    return new DecayedSum(kept(shares, options), length, (float) decay);
  }

  private static Weights kept(Matrix of, ModelOptions options) {
    return options.kept() == 0
        ? new DenseWeights(of.rows(), of.values())
        : Largest.rows(of, options.kept());
  }
}
