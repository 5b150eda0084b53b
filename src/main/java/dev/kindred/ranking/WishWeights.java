package dev.kindred.ranking;

/// How much wishes, refusals and the prior move a title, on the scale of fused scores (0..1). Set
/// by hand: the wishes on `kindred evaluate but`, the prior on judged requests.
///
/// @param wanted most that a wanted quality adds by similarity
/// @param mentioned what it adds when the title names it
/// @param unwanted most that a refused quality takes away by similarity
/// @param refused what it takes away when the title names it; more than any title can gain
/// @param less the same for `less of it`, which is no ban
/// @param prior most that being well known adds in the answer to a request without anchors; half of
///   it beside anchors
/// @param disliked most that likeness to a disliked title takes away
public record WishWeights(
    double wanted,
    double mentioned,
    double unwanted,
    double refused,
    double less,
    double prior,
    double disliked) {
  public static final WishWeights DEFAULT = new WishWeights(0.07, 0.08, 0.3, 2, 0.25, 0.8, 0.35);

  public WishWeights {
    for (double weight :
        new double[] {wanted, mentioned, unwanted, refused, less, prior, disliked}) {
      if (!(weight >= 0 && weight <= 10))
        throw new IllegalArgumentException("a weight must be 0..10, got " + weight);
    }
  }
}
