package dev.kindred.training;

import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.Factors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Learns taste and popularity of new titles from what known ones say of themselves: a ridge from
/// content features to the factors and to the logarithm of the count (Gantner et al., "Learning
/// attribute-to-feature mappings for cold-start recommendations", ICDM 2010). It is solved in its
/// dual form, whose cost depends on the number of titles and not of features, n³ operations and 4n²
/// bytes, and written out as weights of features, which is what an estimate reads.
final class ContentTraining {
  /// λ, in units of the squared length of the features; chosen on inner splits of MovieLens 1M.
  private static final float PENALTY = 0.6f;

  /// Titles that are learned from.
  private static final int MOST = 4_000;

  private static final long SEED = 17;

  private ContentTraining() {}

  /// A title that is learned from.
  ///
  /// @param row of the factors
  record Known(int row, ContentFeatures features) {}

  /// The rows to learn from: half of them those most taken to, whose factors are sure, the others
  /// drawn from the rest, without which every new title would be thought a success.
  ///
  /// @return ascending, at most [#MOST]
  static int[] rows(int[] counts) {
    return rows(counts, MOST);
  }

  static int[] rows(int[] counts, int most) {
    if (counts.length <= most) return IntStream.range(0, counts.length).toArray();
    float[] values = new float[counts.length];
    for (int row = 0; row < counts.length; row++) values[row] = counts[row];
    int[] best = Largest.of(values, most / 2);
    SplittableRandom random = new SplittableRandom(SEED);
    float[] lots = new float[counts.length];
    for (int row = 0; row < lots.length; row++) lots[row] = random.nextFloat();
    for (int row : best) lots[row] = -1;
    return IntStream.concat(
            Arrays.stream(best), Arrays.stream(Largest.of(lots, most - best.length)))
        .sorted()
        .toArray();
  }

  /// @param embedding id of the model of the vectors of meaning
  /// @param known one or more
  /// @param counts how often each row was taken to
  static ContentTaste train(String embedding, List<Known> known, Factors factors, int[] counts) {
    int n = known.size();
    int outputs = factors.dimension() + 1;
    float[] targets = new float[n * outputs];
    float[] means = new float[outputs];
    for (int i = 0; i < n; i++) {
      int row = known.get(i).row();
      float[] vector = factors.title(row);
      System.arraycopy(vector, 0, targets, i * outputs, vector.length);
      targets[i * outputs + outputs - 1] = (float) Math.log1p(counts[row]);
      for (int o = 0; o < outputs; o++) means[o] += targets[i * outputs + o] / n;
    }
    float[] coefficients = solved(known, targets, means);
    int inputs = known.stream().mapToInt(one -> one.features().dense().length).max().orElse(0);
    float[] dense = new float[inputs * outputs];
    Map<String, Integer> names = new HashMap<>();
    for (Known one : known)
      for (String name : one.features().sparse().keySet()) names.putIfAbsent(name, names.size());
    float[] sparse = new float[names.size() * outputs];
    for (int i = 0; i < n; i++) {
      float[] values = known.get(i).features().dense();
      for (int j = 0; j < values.length; j++)
        add(dense, j * outputs, values[j], coefficients, i * outputs, outputs);
      for (Map.Entry<String, Float> one : known.get(i).features().sparse().entrySet()) {
        int place = names.getOrDefault(one.getKey(), 0);
        add(sparse, place * outputs, one.getValue(), coefficients, i * outputs, outputs);
      }
    }
    int interactions = Math.max(1, Arrays.stream(counts).sum());
    return new ContentTaste(embedding, interactions, means, dense, names, sparse);
  }

  /// A coefficient a title and output: `(K + λ)⁻¹ (targets - means)` of the likenesses `K`.
  private static float[] solved(List<Known> known, float[] targets, float[] means) {
    int n = known.size();
    int outputs = means.length;
    Matrix likeness = new Matrix(n, n);
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = 0; j <= i; j++)
            likeness.add(i, j, (float) known.get(i).features().likeness(known.get(j).features()));
        });
    likeness.addToDiagonal(PENALTY);
    likeness.invert();
    float[] centred = targets.clone();
    for (int i = 0; i < centred.length; i++) centred[i] -= means[i % outputs];
    float[] coefficients = new float[n * outputs];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> {
          for (int j = 0; j < n; j++)
            add(coefficients, i * outputs, likeness.get(i, j), centred, j * outputs, outputs);
        });
    return coefficients;
  }

  private static void add(float[] to, int at, float factor, float[] values, int from, int length) {
    for (int i = 0; i < length; i++) to[at + i] = Math.fma(factor, values[from + i], to[at + i]);
  }
}
