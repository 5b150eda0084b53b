package dev.kindred.model;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.model.Blend.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sets of models small enough to be written out.
public final class ModelSets {
  private ModelSets() {}

  /// A space of two dimensions in which the titles lie on the first axis, at their keys, and
  /// estimated ones on the second, at 1, or at 5 for a Western; the estimates read vectors of the
  /// model `hashing`.
  public static TasteSpace space(String id, int... titles) {
    return space(
        id,
        titles,
        new ContentTaste(
            "hashing",
            9,
            new float[] {0, 1, 1},
            new float[3 * 2 * 8],
            Map.of("genre:Western", 0),
            // A genre alone has the whole weight of its block, 0.6.
            new float[] {0, 4 / 0.6f, 0}));
  }

  /// The same, nothing being known of titles without evidence.
  public static TasteSpace spaceWithoutEstimates(String id, int... titles) {
    return space(id, titles, null);
  }

  private static TasteSpace space(String id, int[] titles, @Nullable ContentTaste content) {
    List<TitleKey> keys = Arrays.stream(titles).mapToObj(TitleKey::new).toList();
    float[] vectors = new float[2 * titles.length];
    for (int row = 0; row < titles.length; row++) vectors[2 * row] = titles[row];
    return new TasteSpace(
        id,
        TitleRows.of(keys),
        new Factors(2, vectors, 0.5f, 0.1f),
        new ViewerPrior(2, new float[2], new float[] {1}),
        content);
  }

  /// Three titles with the keys 5, 7 and 9.
  public static ModelSet aSet(String id, double ndcg) {
    return aSet(id, ndcg, Provenance.audience(false));
  }

  /// The same, learned from a simulated audience.
  static ModelSet simulated(String id) {
    return aSet(id, 0.1, Provenance.audience(true));
  }

  private static ModelSet aSet(String id, double ndcg, String audience) {
    Popularity popularity = new Popularity(new float[] {0.5f, 0.3f, 0.2f});
    DecayedSum sum =
        new DecayedSum(
            new SparseWeights(
                new int[] {1, 3, 3}, new int[] {1, 0, 2}, new float[] {0.5f, 0.25f, -0.125f}),
            10,
            0.5f);
    TasteModels taste =
        new TasteModels(
            popularity,
            DecayedSum.whole(sum.weights()),
            sum,
            sum,
            sum,
            DecayedSum.whole(sum.weights()),
            new Factors(2, new float[] {1, 0, 0, 1, 1, 1}, 0.5f, 0.1f),
            new ViewerPrior(2, new float[] {1, 0, 0, 1}, new float[] {0.75f, 0.25f}));
    List<Term> terms = new ArrayList<>();
    for (Term term : taste.terms()) terms.add(term.withWeight(0.5f + terms.size()));
    return new ModelSet(
        id,
        new Provenance(
            Instant.parse("2026-11-26T20:00:00Z"),
            42,
            3,
            9,
            Map.of("reward", "v1", Provenance.AUDIENCE, audience),
            Map.of("ndcg@10", ndcg),
            1.5),
        TitleRows.of(List.of(new TitleKey(7), new TitleKey(5), new TitleKey(9))),
        taste,
        new Blend(3, terms),
        new Popularity(new float[] {3, 2, 1}),
        Map.of("region:GB", new Popularity(new float[] {0.1f, 0.2f, 0.7f})),
        new ContentTaste(
            "meaning-v1",
            9,
            new float[] {0.5f, 0.25f, 1},
            new float[] {1, 0, 0, 0, 1, 0},
            Map.of("genre:Western", 0, "word:film", 1),
            new float[] {0, 2, 1, 3, 0, -5}));
  }
}
