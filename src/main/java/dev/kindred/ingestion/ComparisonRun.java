package dev.kindred.ingestion;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.Comparison.Coverage;
import dev.kindred.ingestion.Comparison.Recall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the figures of a [Comparison] from what a refresh has just made visible.
final class ComparisonRun {
  /// Vectors searched for to measure recall, of each field; the exact search is linear.
  private static final int PROBES = 50;

  /// As deep as a source proposes: recall is measured as searches see it.
  private static final int DEPTH = 200;

  private static final int AT = 10;

  /// Scores are rounded to five decimals: what is nearer than that is equally near.
  private static final double TIE = 1e-5;

  private final IndexCursor fresh;
  private final Built built;
  private final TitleStore store;

  ComparisonRun(IndexCursor fresh, Built built, TitleStore store) {
    this.fresh = fresh;
    this.built = built;
    this.store = store;
  }

  /// With the store alone: there is no live generation to compare with.
  Comparison alone() {
    try (TitleSearcher searcher = fresh.index().acquire()) {
      return of(searcher, Map.of(), null, null);
    }
  }

  /// With the store and the live generation.
  ///
  /// @param why why the overlap of answers is not to be judged; null when it is
  Comparison with(
      Supplier<TitleSearcher> live,
      AnswerComparison answers,
      Progress progress,
      @Nullable String why) {
    AnswerOverlap overlap = answers.compare(live, fresh.index()::acquire, progress).orElse(null);
    String unjudged = why;
    if (overlap != null && unjudged == null) {
      if (overlap.partial() > 0)
        unjudged = overlap.partial() + " queries were answered in part only";
      else if (overlap.queries() < Comparison.JUDGED_QUERIES)
        unjudged = "fewer than " + Comparison.JUDGED_QUERIES + " queries";
    }
    try (TitleSearcher searcher = fresh.index().acquire();
        TitleSearcher before = live.get()) {
      Map<VectorField, Coverage> coverage = new EnumMap<>(VectorField.class);
      Collection<TitleKey> sample = store.byKey(built.sample()).keySet();
      for (VectorField field : VectorField.values()) {
        if (field == VectorField.TASTE && !sameTaste(before, searcher)) continue;
        var had = new ArrayList<>(before.vectors(field, sample).keySet());
        coverage.put(field, new Coverage(searcher.vectors(field, had).size(), had.size()));
      }
      return of(searcher, coverage, overlap, unjudged);
    }
  }

  /// Of different models one may say something of titles of which the other says nothing.
  private static boolean sameTaste(TitleSearcher before, TitleSearcher after) {
    return Objects.equals(before.generation().taste(), after.generation().taste());
  }

  private Comparison of(
      TitleSearcher searcher,
      Map<VectorField, Coverage> coverage,
      @Nullable AnswerOverlap overlap,
      @Nullable String unjudged) {
    long titles = fresh.index().size();
    long stored = store.count();
    Map<TitleKey, StoredTitle> facts = store.byKey(built.sample());
    long slack = store.countChanges(fresh.visibleSeq()) + built.refused() + store.countDamaged();
    Map<TitleKey, TitleDocument> documents = searcher.documents(built.sample());
    int sampled = 0;
    int differing = 0;
    for (StoredTitle fact : facts.values()) {
      if (fact.seq() > fresh.visibleSeq()) continue;
      sampled++;
      TitleDocument document = documents.get(fact.key());
      if (document == null || !document.title().toJson().equals(fact.title().toJson())) differing++;
    }
    return new Comparison(
        titles,
        stored,
        slack,
        sampled,
        differing,
        coverage,
        recall(searcher, built.sample()),
        overlap,
        unjudged);
  }

  static Map<VectorField, Recall> recall(TitleSearcher searcher, List<TitleKey> sample) {
    List<TitleKey> probes = sample.subList(0, Math.min(PROBES, sample.size()));
    Map<VectorField, Recall> recall = new EnumMap<>(VectorField.class);
    for (VectorField field : VectorField.values()) {
      Collection<float[]> vectors = searcher.vectors(field, probes).values();
      double sum = 0;
      for (float[] vector : vectors) sum += recall(searcher, field, vector);
      if (!vectors.isEmpty()) recall.put(field, new Recall(sum / vectors.size(), vectors.size()));
    }
    return recall;
  }

  private static double recall(TitleSearcher searcher, VectorField field, float[] vector) {
    List<Hit> exact = searcher.nearestExactly(field, vector, Filter.NONE, AT);
    if (exact.isEmpty()) return 1;
    double least = exact.getLast().score() - TIE;
    long found =
        searcher.nearest(field, vector, Filter.NONE, DEPTH, List.of()).stream()
            .limit(AT)
            .filter(hit -> hit.score() >= least)
            .count();
    return (double) Math.min(found, exact.size()) / exact.size();
  }
}
