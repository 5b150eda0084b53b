package dev.kindred.search;

import dev.kindred.explanation.Reason;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.Total;
import dev.kindred.query.Interpretation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One page of hits, with how they were found. A later page may hold fewer than asked: a title that
/// was deleted, or no longer passes the filter, leaves its place empty.
///
/// @param interpretation how the request was read, with the filter that held
/// @param facets null when none was asked for
/// @param timings milliseconds by stage, in the order they ran
/// @param nextCursor null on the last page
public record SearchAnswer(
    String searchId,
    Total total,
    Interpretation interpretation,
    List<Item> items,
    @Nullable FacetCounts facets,
    Scope scope,
    Map<String, Double> timings,
    @Nullable String nextCursor,
    List<Warning> warnings) {

  /// What total and facets count over.
  public enum Scope {
    TEXT_MATCHES_AND_VECTOR_CANDIDATES,
    TEXT_MATCHES,
    VECTOR_CANDIDATES,
    FILTERED
  }

  /// @param rank over all pages, from 1
  /// @param score of the fused list, comparable within one answer; 0 when only an earlier page's
  ///   list still holds the title
  /// @param sources empty when only an earlier page's list still holds the title
  /// @param highlights by field; HTML-escaped, matches within `<em>`
  public record Item(
      int rank,
      double score,
      TitleDocument document,
      List<SourceScore> sources,
      Map<String, List<String>> highlights,
      List<Reason> reasons) {}

  /// Where one source ranked the title, from 1, and its own score.
  public record SourceScore(String name, int rank, double score) {}

  /// A part of the answer that is missing or weaker than asked.
  public record Warning(String code, String detail) {}
}
