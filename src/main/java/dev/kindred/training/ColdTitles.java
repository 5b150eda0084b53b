package dev.kindred.training;

import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.Factors;
import dev.kindred.model.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Scores titles that nobody has seen beside those that are known: estimated popularity and
/// estimated taste, weighed by a conditional logit that is learned on known titles held out as if
/// they were new.
public final class ColdTitles {
  private static final float FLOOR = 1e-2f;
  private static final int ONE_IN = 5;
  private static final int VIEWERS = 2_000;
  private static final int FEATURES = 3;

  private final Factors factors;
  private final ContentTaste content;
  private final int[] counts;
  private final int interactions;
  private final double[] weights;

  private ColdTitles(Factors factors, ContentTaste content, int[] counts, double[] weights) {
    this.factors = factors;
    this.content = content;
    this.counts = counts;
    this.interactions = Arrays.stream(counts).sum();
    this.weights = weights;
  }

  /// @param known features by row
  /// @param seed of the titles held out to learn the weights on
  public static ColdTitles train(
      Interactions of, List<ContentFeatures> known, ModelOptions options, int seed) {
    SplittableRandom random = new SplittableRandom(1_000 + seed);
    int[] place = new int[known.size()];
    List<ContentFeatures> seen = new ArrayList<>();
    List<ContentFeatures> fresh = new ArrayList<>();
    for (int row = 0; row < place.length; row++) {
      boolean held = random.nextInt(ONE_IN) == 0;
      place[row] = held ? -1 - fresh.size() : seen.size();
      (held ? fresh : seen).add(known.get(row));
    }
    int[] ends = new int[of.viewers()];
    int[] rows = new int[of.size()];
    long[] seconds = new long[of.size()];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      for (int from = of.begin(viewer); from < of.end(viewer); from++) {
        if (place[of.row(from)] < 0) continue;
        seconds[at] = of.second(from);
        rows[at++] = place[of.row(from)];
      }
      ends[viewer] = at;
    }
    Interactions inner =
        new Interactions(seen.size(), ends, Arrays.copyOf(rows, at), Arrays.copyOf(seconds, at));
    Estimates estimates = whole(inner, seen, options, new double[FEATURES]).estimate(fresh);
    List<ChoiceSet> sets =
        IntStream.range(0, Math.min(of.viewers(), VIEWERS))
            .parallel()
            .mapToObj(viewer -> {
              int[] chosen =
                  IntStream.range(of.begin(viewer), of.end(viewer))
                      .map(from -> -1 - place[of.row(from)])
                      .filter(row -> row >= 0)
                      .distinct()
                      .toArray();
              return chosen.length == 0
                  ? List.<ChoiceSet>of()
                  : List.of(estimates.choices(inner.history(viewer), chosen));
            })
            .flatMap(List::stream)
            .toList();
    return whole(of, known, options, ConditionalLogit.fit(sets, FEATURES));
  }

  private static ColdTitles whole(
      Interactions of, List<ContentFeatures> known, ModelOptions options, double[] weights) {
    Factors factors =
        AlternatingLeastSquares.train(
            of,
            options.dimension(),
            options.unobserved(),
            options.factorPenalty(),
            options.sweeps());
    int[] counts = of.counts();
    List<ContentTraining.Known> rows =
        IntStream.range(0, known.size())
            .mapToObj(row -> new ContentTraining.Known(row, known.get(row)))
            .toList();
    return new ColdTitles(
        factors, ContentTraining.train("", rows, factors, counts), counts, weights);
  }

  public Estimates estimate(List<ContentFeatures> fresh) {
    return new Estimates(fresh.parallelStream().map(content::estimate).toList());
  }

  /// What is thought of titles that nobody has seen.
  public final class Estimates {
    private final List<ContentTaste.Estimate> fresh;

    private Estimates(List<ContentTaste.Estimate> fresh) {
      this.fresh = List.copyOf(fresh);
    }

    /// Scores of the new titles for a viewer, in their order.
    public Scored score(History history) {
      float[] viewer = factors.viewer(history);
      float[] popularity = new float[fresh.size()];
      float[] taste = new float[fresh.size()];
      float[] blended = new float[fresh.size()];
      for (int i = 0; i < fresh.size(); i++) {
        popularity[i] = (float) Math.log1p(fresh.get(i).popularity() * interactions);
        taste[i] = product(viewer, fresh.get(i).vector());
        blended[i] = blend(popularity[i], taste[i]);
      }
      return new Scored(popularity, taste, blended);
    }

    /// The share of new titles among the best of all, those of the history taken out.
    public double coldShare(History history, int best) {
      float[] viewer = factors.viewer(history);
      float[] all = new float[counts.length + fresh.size()];
      float[] taste = new float[counts.length];
      factors.score(viewer, taste);
      for (int row = 0; row < counts.length; row++)
        all[row] = blend((float) Math.log1p(counts[row]), taste[row]);
      for (int at = 0; at < history.size(); at++) all[history.row(at)] = Float.NEGATIVE_INFINITY;
      System.arraycopy(score(history).blended(), 0, all, counts.length, fresh.size());
      int cold = 0;
      for (int row : Largest.of(all, best)) if (row >= counts.length) cold++;
      return (double) cold / best;
    }

    private ChoiceSet choices(History history, int[] chosen) {
      Scored scored = score(history);
      float[] features = new float[fresh.size() * FEATURES];
      boolean[] first = new boolean[fresh.size()];
      int at = 0;
      for (int row : chosen) {
        first[row] = true;
        at = put(features, at, scored, row);
      }
      for (int row = 0; row < fresh.size(); row++)
        if (!first[row]) at = put(features, at, scored, row);
      return new ChoiceSet(chosen.length, features);
    }

    private int put(float[] features, int at, Scored scored, int row) {
      features[at] = scored.popularity()[row];
      features[at + 1] = logarithm(scored.taste()[row]);
      features[at + 2] = scored.taste()[row];
      return at + FEATURES;
    }
  }

  private float blend(float popularity, float taste) {
    return (float) (weights[0] * popularity + weights[1] * logarithm(taste) + weights[2] * taste);
  }

  private static float logarithm(float taste) {
    return (float) Math.log(Math.max(0, taste) + FLOOR);
  }

  private float product(float[] viewer, float[] title) {
    float sum = 0;
    for (int i = 0; i < viewer.length; i++) sum = Math.fma(viewer[i], title[i], sum);
    return sum;
  }

  /// Scores of titles in their order; read only.
  public static final class Scored {
    private final float[] popularity;
    private final float[] taste;
    private final float[] blended;

    private Scored(float[] popularity, float[] taste, float[] blended) {
      this.popularity = popularity;
      this.taste = taste;
      this.blended = blended;
    }

    /// By estimated popularity alone.
    public float[] popularity() {
      return popularity;
    }

    /// By estimated taste alone.
    public float[] taste() {
      return taste;
    }

    public float[] blended() {
      return blended;
    }
  }
}
