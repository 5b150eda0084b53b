package dev.kindred.recommendation;

import dev.kindred.candidates.Candidate;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.VectorSimilarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Chooses few titles that most viewers know and that differ most from each other: an answer to one
/// says little of what an answer to another says. Farthest first (Gonzalez 1985): the next is the
/// one with the greatest product of how well known it is and its distance to the nearest already
/// chosen, by story and feel.
final class Onboarding {
  /// Titles chosen from, the best known.
  static final int POOL = 200;

  /// What the last of them counts against the first.
  private static final double LAST = 0.3;

  private Onboarding() {}

  /// @param known best known first
  static List<TitleKey> choose(List<Candidate> known, int count, TitleSearcher index) {
    List<TitleKey> keys = known.stream().map(Candidate::key).toList();
    Map<TitleKey, float[]> stories = index.vectors(VectorField.STORY, keys);
    Map<TitleKey, float[]> feels = index.vectors(VectorField.FEEL, keys);
    double[] distance = new double[keys.size()];
    Arrays.fill(distance, 2);
    List<TitleKey> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, keys.size())) {
      int best = -1;
      double most = -1;
      for (int i = 0; i < distance.length; i++) {
        double value = distance[i] * (1 - (1 - LAST) * i / keys.size());
        if (distance[i] >= 0 && value > most) {
          best = i;
          most = value;
        }
      }
      TitleKey next = keys.get(best);
      chosen.add(next);
      distance[best] = -1;
      for (int i = 0; i < distance.length; i++) {
        if (distance[i] < 0) continue;
        double apart = (apart(stories, next, keys.get(i)) + apart(feels, next, keys.get(i))) / 2;
        distance[i] = Math.min(distance[i], apart);
      }
    }
    return chosen;
  }

  /// Titles without a vector are neither near nor far.
  private static double apart(Map<TitleKey, float[]> vectors, TitleKey a, TitleKey b) {
    float[] first = vectors.get(a);
    float[] second = vectors.get(b);
    if (first == null || second == null) return 0.1;
    return Math.max(0, 1 - VectorSimilarity.cosine(first, second));
  }
}
