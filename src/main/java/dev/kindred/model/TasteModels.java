package dev.kindred.model;

import dev.kindred.model.Blend.Term;
import java.util.List;

/// The models of what viewers take to, over the same rows.
///
/// @param popularity share of all interactions that each title has
/// @param ease what goes with the whole history
/// @param next what follows the latest titles, by regression on their decayed sum
/// @param recent what followed the last few, by counting
/// @param last what followed the very last, by counting
/// @param coWatch titles with the same viewers, for "because you watched"
/// @param factors vectors of titles
/// @param prior what viewers are like before anything is known of them
public record TasteModels(
    Popularity popularity,
    DecayedSum ease,
    DecayedSum next,
    DecayedSum recent,
    DecayedSum last,
    DecayedSum coWatch,
    Factors factors,
    ViewerPrior prior) {
  /// Floors of the logarithms: about the size of a score that means something.
  private static final float POPULARITY_FLOOR = 1e-5f;

  private static final float WHOLE_FLOOR = 1e-2f;
  private static final float NEXT_FLOOR = 1e-3f;

  public TasteModels {
    if (prior.dimension() != factors.dimension())
      throw new IllegalArgumentException(
          "a prior of " + prior.dimension() + " dimensions for factors of " + factors.dimension());
  }

  /// What answers while little is known of a viewer, and to nobody: what is popular.
  public Scorer first() {
    return new EvidenceGate(popularity, new FoldIn(factors, prior), 1);
  }

  public int size() {
    return popularity.size();
  }

  /// The terms of a blend, with a weight of 1 each.
  public List<Term> terms() {
    return List.of(
        new Term("popularity", popularity, POPULARITY_FLOOR, 1),
        new Term("ease", ease, WHOLE_FLOOR, 1),
        new Term("factors", factors, WHOLE_FLOOR, 1),
        new Term("next", next, NEXT_FLOOR, 1),
        new Term("recent", recent, NEXT_FLOOR, 1),
        new Term("last", last, NEXT_FLOOR, 1));
  }
}
