package dev.kindred.training;

import dev.kindred.model.DecayedSum;
import dev.kindred.model.Factors;
import dev.kindred.model.Popularity;
import dev.kindred.model.TasteModels;
import dev.kindred.model.Weights;

/// Trains the models of taste, one after another: each uses all cores, and only one dense matrix
/// pair is held at a time.
public final class TasteTraining {
  private static final double RECENT_DECAY = 0.5;
  private static final int RECENT_LENGTH = 10;
  private static final double LAST_DECAY = 0.4;
  private static final int LAST_LENGTH = 3;
  private static final double DAMPING = 20;

  private TasteTraining() {}

  public static TasteModels train(Interactions of, ModelOptions options) {
    Popularity popularity = shares(of);
    Head head = Head.of(of, options.head());
    Interactions known = head.interactions();
    Factors factors =
        AlternatingLeastSquares.train(
            of,
            options.dimension(),
            options.unobserved(),
            options.factorPenalty(),
            options.sweeps());
    return new TasteModels(
        popularity,
        DecayedSum.whole(kept(Ease.weights(known, options.easePenalty()), head, options)),
        new DecayedSum(
            kept(
                NextTitle.ridge(
                    known, options.stateLength(), options.stateDecay(), options.statePenalty()),
                head,
                options),
            options.stateLength(),
            (float) options.stateDecay()),
        transitions(head, RECENT_LENGTH, RECENT_DECAY, options),
        transitions(head, LAST_LENGTH, LAST_DECAY, options),
        DecayedSum.whole(kept(CoWatch.cosines(known, Baselines.NEIGHBOURS), head, options)),
        factors,
        ViewerClusters.prior(of, factors));
  }

  private static Popularity shares(Interactions of) {
    int[] counts = of.counts();
    float[] shares = new float[counts.length];
    for (int i = 0; i < counts.length; i++) shares[i] = (float) counts[i] / Math.max(1, of.size());
    return new Popularity(shares);
  }

  private static DecayedSum transitions(Head head, int length, double decay, ModelOptions options) {
    Matrix shares = NextTitle.transitions(head.interactions(), length, decay, DAMPING);
    return new DecayedSum(kept(shares, head, options), length, (float) decay);
  }

  private static Weights kept(Matrix of, Head head, ModelOptions options) {
    return head.widened(Largest.rows(of, options.kept()));
  }
}
