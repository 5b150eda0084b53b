package dev.kindred.model;

import java.util.Arrays;
import java.util.List;

/// Several models as one: the weighted sum of the logarithms of their scores, each held from below
/// by a floor, which is also what a title that a model says nothing of gets. The weights are those
/// of a conditional logit (McFadden 1974), so that a score is the logarithm of a share up to a
/// constant.
public final class Blend implements Scorer {
  private final List<Term> terms;

  /// What the terms that are the same for everybody sum up to.
  private final float[] base;

  /// @param floor above 0, in units of the model's scores
  /// @param weight finite
  public record Term(String name, Scorer scorer, float floor, float weight) {
    public Term {
      if (!(floor > 0 && floor < Float.POSITIVE_INFINITY))
        throw new IllegalArgumentException("the floor of " + name + " must be above 0: " + floor);
      if (!Float.isFinite(weight))
        throw new IllegalArgumentException("the weight of " + name + " is not finite: " + weight);
    }

    /// Writes what the term contributes to each title before its weight.
    public void logarithms(History history, float[] out) {
      scorer.score(history, out);
      float least = (float) Math.log(floor);
      for (int row = 0; row < out.length; row++)
        out[row] = out[row] > 0 ? (float) Math.log(out[row] + floor) : least;
    }

    public Term withWeight(float of) {
      return new Term(name, scorer, floor, of);
    }
  }

  /// @param size how many titles there are
  public Blend(int size, List<Term> terms) {
    this.terms = List.copyOf(terms);
    this.base = new float[size];
    float[] scratch = new float[size];
    for (Term term : terms) {
      if (!(term.scorer() instanceof Popularity)) continue;
      term.logarithms(History.NONE, scratch);
      for (int row = 0; row < size; row++) base[row] += term.weight() * scratch[row];
    }
  }

  public List<Term> terms() {
    return terms;
  }

  @Override
  public void score(History history, float[] scores) {
    System.arraycopy(base, 0, scores, 0, base.length);
    float[] scratch = new float[base.length];
    for (Term term : terms) {
      if (term.scorer() instanceof Popularity) continue;
      term.logarithms(history, scratch);
      for (int row = 0; row < scratch.length; row++) scores[row] += term.weight() * scratch[row];
    }
  }

  /// The contribution of each term to the score of one title, in the order of the terms.
  public float[] parts(History history, int row) {
    float[] parts = new float[terms.size()];
    float[] scratch = new float[base.length];
    for (int i = 0; i < parts.length; i++) {
      Arrays.fill(scratch, 0);
      terms.get(i).logarithms(history, scratch);
      parts[i] = terms.get(i).weight() * scratch[row];
    }
    return parts;
  }
}
