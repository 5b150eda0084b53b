package dev.kindred.training;

/// How the models of taste are trained. The defaults were chosen on inner splits of MovieLens 1M.
///
/// @param easePenalty λ of EASE
/// @param stateLength titles in the state that the next title is predicted from
/// @param stateDecay of each title in it against the one after it
/// @param statePenalty λ of that regression
/// @param dimension of the factors, 8..256
/// @param unobserved α of the factors
/// @param factorPenalty λ of the factors
/// @param sweeps of the factors over viewers and titles
/// @param kept weights of a title that are kept, the largest, 1 or more
/// @param head titles at most that the models between titles are trained on, those most taken to:
///   their cost grows with its cube, about 10 s on two cores at 3,700
public record ModelOptions(
    double easePenalty,
    int stateLength,
    double stateDecay,
    double statePenalty,
    int dimension,
    double unobserved,
    double factorPenalty,
    int sweeps,
    int kept,
    int head) {
  public static final ModelOptions DEFAULT =
      new ModelOptions(500, 20, 0.85, 500, 64, 0.1, 0.01, 8, 200, 6_000);

  public ModelOptions {
    positive("easePenalty", easePenalty);
    positive("statePenalty", statePenalty);
    positive("unobserved", unobserved);
    positive("factorPenalty", factorPenalty);
    if (stateLength < 1 || stateLength > 200)
      throw new IllegalArgumentException("stateLength must be 1..200, got " + stateLength);
    if (!(stateDecay > 0 && stateDecay < 1))
      throw new IllegalArgumentException("stateDecay must be between 0 and 1, got " + stateDecay);
    if (dimension < 8 || dimension > 256)
      throw new IllegalArgumentException("dimension must be 8..256, got " + dimension);
    if (sweeps < 1) throw new IllegalArgumentException("sweeps must be 1 or more, got " + sweeps);
    if (kept < 1) throw new IllegalArgumentException("kept must be 1 or more, got " + kept);
    if (head < 1 || head > 30_000)
      throw new IllegalArgumentException("head must be 1..30000, got " + head);
  }

  public ModelOptions withHead(int of) {
    return new ModelOptions(
        easePenalty,
        stateLength,
        stateDecay,
        statePenalty,
        dimension,
        unobserved,
        factorPenalty,
        sweeps,
        kept,
        of);
  }

  public ModelOptions withDimension(int of) {
    return new ModelOptions(
        easePenalty,
        stateLength,
        stateDecay,
        statePenalty,
        of,
        unobserved,
        factorPenalty,
        sweeps,
        kept,
        head);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value)))
      throw new IllegalArgumentException(name + " must be above 0, got " + value);
  }
}
