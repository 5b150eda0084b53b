package dev.kindred.candidates;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;

/// One title proposed by one generator.
///
/// @param rank position in that generator's list, from 1
/// @param score the generator's own score; comparable only within the same list
public record Candidate(TitleKey key, TitleId id, int rank, double score) {
  public Candidate {
    if (rank < 1) throw new IllegalArgumentException("rank starts at 1, got " + rank);
    if (Double.isNaN(score)) throw new IllegalArgumentException("the score of " + id + " is NaN");
  }
}
