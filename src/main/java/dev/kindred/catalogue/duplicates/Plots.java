package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.Title;
import java.util.HashMap;
import java.util.Map;

/// How alike two plots are: the cosine of their words, each weighted by how few plots of the
/// catalogue it stands in (`tf · idf`, tf being 0 or 1). Words are told apart by a hash of [#SLOTS]
/// values, so memory is fixed; two words that share a slot only count as commoner than they are.
final class Plots {
  private static final int SLOTS = 1 << 18;

  /// Plots of fewer words say nothing.
  static final int LEAST_WORDS = 8;

  private final int[] plots = new int[SLOTS];
  private int total;

  /// Counts the words of a title's plot.
  void count(Title title) {
    if (title.synopsis() == null) return;
    total++;
    Names.words(title.synopsis()).stream().distinct().forEach(word -> plots[slot(word)]++);
  }

  /// The weight of each word of the plot; empty when it is absent or short.
  Map<String, Double> weights(Title title) {
    Map<String, Double> weights = new HashMap<>();
    if (title.synopsis() == null) return weights;
    for (String word : Names.words(title.synopsis()))
      weights.put(word, Math.log((total + 1.0) / Math.max(1, plots[slot(word)])));
    return weights.size() < LEAST_WORDS ? Map.of() : weights;
  }

  /// 0 for no word in common, 1 for the same words.
  static double cosine(Map<String, Double> one, Map<String, Double> other) {
    double dot = 0;
    for (Map.Entry<String, Double> word : one.entrySet()) {
      Double weight = other.get(word.getKey());
      if (weight != null) dot += word.getValue() * weight;
    }
    double norms = norm(one) * norm(other);
    return norms == 0 ? 0 : dot / norms;
  }

  private static double norm(Map<String, Double> weights) {
    double squares = 0;
    for (double weight : weights.values()) squares += weight * weight;
    return Math.sqrt(squares);
  }

  private static int slot(String word) {
    int hash = word.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }
}
