package dev.kindred.fusion;

import dev.kindred.candidates.Source;
import java.util.Map;

/// How much words and meaning weigh, decided by how much of the query the best text hits cover: a
/// name typed in full is covered wholly and words decide; a described plot is covered in part and
/// meaning decides. Equal weights lose to vectors alone on described plots.
///
/// @param leastLexical weight of words at coverage 0, in [0, 1]
/// @param mostLexical weight of words at coverage 1, in [leastLexical, 1]
/// @param sharpness exponent on coverage, above 0
/// @param story share of the story vector in the meaning, in [0, 1]; feel has the rest
public record HybridWeights(
    double leastLexical, double mostLexical, double sharpness, double story) {
  public static final HybridWeights DEFAULT = new HybridWeights(0.2, 0.75, 3, 0.5);

  public HybridWeights {
    if (!(leastLexical >= 0 && mostLexical <= 1 && leastLexical <= mostLexical)) {
      throw new IllegalArgumentException(
          "lexical weights must be 0..1 and in order, got " + leastLexical + " and " + mostLexical);
    }
    if (!(sharpness > 0))
      throw new IllegalArgumentException("sharpness must be above 0, got " + sharpness);
    if (!(story >= 0 && story <= 1))
      throw new IllegalArgumentException("story must be 0..1, got " + story);
  }

  public HybridWeights withStory(double value) {
    return new HybridWeights(leastLexical, mostLexical, sharpness, value);
  }

  /// The method for a query of this coverage, 0..1.
  ///
  /// @param legibility how much of the query the vectors' model can read, 0..1: meaning keeps this
  ///   share of its weight, words take the rest
  public FusionMethod.ConvexCombination at(double coverage, double legibility) {
    double meaning =
        legibility
            * (1 - leastLexical - (mostLexical - leastLexical) * Math.pow(coverage, sharpness));
    double lexical = 1 - meaning;
    return new FusionMethod.ConvexCombination(
        Map.of(
            Source.LEXICAL, lexical,
            Source.STORY, (1 - lexical) * story,
            Source.FEEL, (1 - lexical) * (1 - story)));
  }
}
