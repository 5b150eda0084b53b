package dev.kindred.model;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.model.Blend.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sets of models small enough to be written out.
final class ModelSets {
  private ModelSets() {}

  /// Three titles with the keys 5, 7 and 9.
  static ModelSet aSet(String id, double ndcg) {
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
            new Lift(popularity, sum.weights()));
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
