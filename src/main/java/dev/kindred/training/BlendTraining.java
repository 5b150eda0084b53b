package dev.kindred.training;

import dev.kindred.model.Blend;
import dev.kindred.model.Blend.Term;
import dev.kindred.model.History;
import dev.kindred.model.TasteModels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Learns how much each model counts: on an inner split, the last interactions of each viewer held
/// back from the models, the weights are those under which a conditional logit finds them most
/// likely among all titles (McFadden 1974). Titles that were not taken to are sampled uniformly,
/// which leaves the estimate consistent (McFadden 1978) and its memory small.
public final class BlendTraining {
  /// At most so many viewers are learned from; the weights are few.
  static final int VIEWERS = 3_000;

  /// Titles not taken to, a viewer.
  static final int OTHERS = 1_000;

  private static final long SEED = 17;
  private static final long DAY = 86_400;
  private static final int CUT = 10;

  /// Whose held-back interactions count.
  public enum Choice {
    ALL,
    /// Of viewers who came back a day or more later: what is right within one visit may not be
    /// after.
    RETURNING
  }

  /// Which viewers are learned from.
  public enum Half {
    BOTH,
    /// Half of them, so that the others can measure.
    LEARN
  }

  private final Interactions all;
  private final Interactions train;
  private final TasteModels models;

  /// Trains the models without the last interactions of each viewer.
  ///
  /// @param held how many of a viewer's so many interactions to hold back
  public BlendTraining(Interactions all, IntUnaryOperator held, ModelOptions options) {
    this.all = all;
    this.train = all.without(held);
    this.models = TasteTraining.train(train, options);
  }

  /// The terms with their learned weights, over the models of the inner split: for the weights
  /// only.
  ///
  /// @throws IllegalArgumentException when no viewer has anything held back that counts
  public List<Term> learn(Choice choice, Half half) {
    List<Term> terms = models.terms();
    int[] viewers = viewers(choice, half);
    if (viewers.length == 0)
      throw new IllegalArgumentException("no viewer to learn the weights of the models from");
    List<ChoiceSet> sets =
        IntStream.of(viewers).parallel().mapToObj(viewer -> choices(viewer, terms)).toList();
    double[] weights = ConditionalLogit.fit(sets, terms.size());
    List<Term> weighted = new ArrayList<>();
    for (int i = 0; i < weights.length; i++)
      weighted.add(terms.get(i).withWeight((float) weights[i]));
    return weighted;
  }

  /// nDCG@10 of weights over the inner models, over the viewers that learning with [Half#LEARN]
  /// leaves out: what was held back is to be found among all titles but those of the viewer's
  /// history.
  ///
  /// @throws IllegalArgumentException when there is none to measure
  public double measure(List<Term> weighted) {
    Blend blend = apply(weighted, models);
    int[] viewers = IntStream.of(eligible(Choice.ALL)).filter(viewer -> viewer % 2 == 1).toArray();
    if (viewers.length == 0)
      throw new IllegalArgumentException("no viewer to measure the models by");
    return IntStream.of(viewers).parallel().mapToDouble(viewer -> ndcg(viewer, blend)).sum()
        / viewers.length;
  }

  private double ndcg(int viewer, Blend blend) {
    History history = train.history(viewer);
    float[] scores = new float[all.titles()];
    blend.score(history, scores);
    for (int at = 0; at < history.size(); at++) scores[history.row(at)] = Float.NEGATIVE_INFINITY;
    int[] held = held(viewer);
    double gain = 0;
    double best = 0;
    for (int i = 0; i < held.length; i++) {
      int rank = 1;
      for (float score : scores) if (score > scores[held[i]]) rank++;
      if (rank <= CUT) gain += 1 / Math.log(rank + 1.0);
      if (i < CUT) best += 1 / Math.log(i + 2.0);
    }
    return gain / best;
  }

  /// The same weights over other models, trained on everything.
  public static Blend apply(List<Term> weighted, TasteModels models) {
    List<Term> terms = new ArrayList<>();
    for (Term term : models.terms()) {
      for (Term learned : weighted)
        if (learned.name().equals(term.name())) terms.add(term.withWeight(learned.weight()));
    }
    return new Blend(models.size(), terms);
  }

  private int[] eligible(Choice choice) {
    return IntStream.range(0, all.viewers())
        .filter(viewer -> train.end(viewer) > train.begin(viewer))
        .filter(viewer -> held(viewer).length > 0)
        .filter(viewer -> choice == Choice.ALL || returned(viewer))
        .toArray();
  }

  private int[] viewers(Choice choice, Half half) {
    int[] eligible =
        IntStream.of(eligible(choice))
            .filter(viewer -> half == Half.BOTH || viewer % 2 == 0)
            .toArray();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < Math.min(VIEWERS, eligible.length); i++) {
      int other = random.nextInt(i, eligible.length);
      int swapped = eligible[i];
      eligible[i] = eligible[other];
      eligible[other] = swapped;
    }
    return IntStream.of(eligible).limit(VIEWERS).sorted().toArray();
  }

  /// Whether there are viewers to learn from and others to measure by, with anything held back that
  /// somebody else took to.
  public boolean teaches() {
    return viewers(Choice.ALL, Half.LEARN).length > 0
        && IntStream.of(eligible(Choice.ALL)).anyMatch(viewer -> viewer % 2 == 1);
  }

  /// How many viewers can be learned from.
  public int size(Choice choice) {
    return eligible(choice).length;
  }

  private boolean returned(int viewer) {
    int first = all.begin(viewer) + train.end(viewer) - train.begin(viewer);
    return all.second(first) - all.second(first - 1) >= DAY;
  }

  /// The rows held back from a viewer that are still learned from others and not known to the
  /// viewer.
  private int[] held(int viewer) {
    int size = train.end(viewer) - train.begin(viewer);
    return IntStream.range(all.begin(viewer) + size, all.end(viewer))
        .map(all::row)
        .filter(row -> models.popularity().of(row) > 0)
        .filter(row ->
            IntStream.range(train.begin(viewer), train.end(viewer))
                .noneMatch(at -> train.row(at) == row))
        .distinct()
        .toArray();
  }

  private ChoiceSet choices(int viewer, List<Term> terms) {
    History history = train.history(viewer);
    int[] taken = held(viewer);
    BitSet out = new BitSet(all.titles());
    for (int at = 0; at < history.size(); at++) out.set(history.row(at));
    for (int row : taken) out.set(row);
    SplittableRandom random = new SplittableRandom(SEED + viewer);
    int free = all.titles() - out.cardinality();
    int[] rows = new int[taken.length + Math.min(OTHERS, free)];
    System.arraycopy(taken, 0, rows, 0, taken.length);
    if (free <= OTHERS) {
      int at = taken.length;
      for (int row = out.nextClearBit(0); row < all.titles(); row = out.nextClearBit(row + 1))
        rows[at++] = row;
    } else {
      for (int at = taken.length; at < rows.length; ) {
        int row = random.nextInt(all.titles());
        if (out.get(row)) continue;
        out.set(row);
        rows[at++] = row;
      }
    }
    float[] features = new float[rows.length * terms.size()];
    float[] scratch = new float[all.titles()];
    for (int i = 0; i < terms.size(); i++) {
      terms.get(i).logarithms(history, scratch);
      for (int at = 0; at < rows.length; at++) features[at * terms.size() + i] = scratch[rows[at]];
    }
    return new ChoiceSet(taken.length, features);
  }
}
