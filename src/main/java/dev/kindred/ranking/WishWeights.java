package dev.kindred.ranking;

/// How much wishes and refusals move a title, on the scale of ranking scores (about 0..1). Set by
/// hand on `kindred evaluate but`.
///
/// @param wanted most that a wanted quality adds by similarity
/// @param mentioned what it adds when the title names it
/// @param unwanted most that a refused quality takes away by similarity
/// @param refused what it takes away when the title names it; more than any title can gain
/// @param less the same for `less of it`, which is no ban
/// @param disliked most that likeness to a disliked title takes away
public record WishWeights(
    double wanted,
    double mentioned,
    double unwanted,
    double refused,
    double less,
    double disliked) {
  public static final WishWeights DEFAULT = new WishWeights(0.07, 0.08, 0.3, 2, 0.25, 0.35);

  public WishWeights {
    for (double weight :
        new double[] {wanted, mentioned, unwanted, refused, less, disliked}) {
      if (!(weight >= 0 && weight <= 10))
        throw new IllegalArgumentException("a weight must be 0..10, got " + weight);
    }
  }
}
