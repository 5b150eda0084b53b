package dev.kindred.recommendation;

import dev.kindred.candidates.Source;
import dev.kindred.diversification.ListMetrics;
import dev.kindred.explanation.Reason;
import dev.kindred.index.TitleDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One page of recommendations.
///
/// @param id names the whole list: its events and its later pages refer to it
/// @param model id of the models that answered; null when none are trained
/// @param generation of the index
/// @param fallbackShare share of the items, 0..1, that are there for everybody: from no source that
///   knows anything of this viewer
/// @param timings milliseconds by stage, in the order they ran
/// @param next place of the first item of the next page, 0-based; null on the last page
public record RecommendationAnswer(
    String id,
    Placement placement,
    @Nullable String model,
    String generation,
    List<Item> items,
    ListMetrics metrics,
    double fallbackShare,
    Map<String, Double> timings,
    @Nullable Integer next,
    List<Warning> warnings) {
  /// @param rank over all pages, from 1
  /// @param score comparable within one list
  /// @param sources that proposed it
  public record Item(
      int rank, double score, TitleDocument document, Set<Source> sources, List<Reason> reasons) {}

  /// A part of the answer that is missing or weaker than asked.
  public record Warning(String code, String detail) {}

  public RecommendationAnswer {
    items = List.copyOf(items);
    warnings = List.copyOf(warnings);
  }

  /// With one more thing to know.
  public RecommendationAnswer with(Warning warning) {
    List<Warning> all = new ArrayList<>(warnings);
    all.add(warning);
    return new RecommendationAnswer(
        id, placement, model, generation, items, metrics, fallbackShare, timings, next, all);
  }
}
