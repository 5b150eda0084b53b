package dev.kindred.catalogue.duplicates;

import java.util.List;

/// What a walk over the catalogue found.
///
/// @param titles titles looked at
/// @param compared pairs that share a name or a link and were scored
/// @param notCompared pairs left out because one name has too many bearers
/// @param found pairs at or above the score asked for, [#pairs] being the surest of them
/// @param pairs in the order of [LikelyDuplicate#ORDER]
public record DuplicateReport(
    long titles, long compared, long notCompared, long found, List<LikelyDuplicate> pairs) {
  public DuplicateReport {
    pairs = List.copyOf(pairs);
  }
}
