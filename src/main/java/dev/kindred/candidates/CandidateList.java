package dev.kindred.candidates;

import dev.kindred.index.Hit;
import dev.kindred.index.Total;
import java.util.ArrayList;
import java.util.List;

/// The ranked proposals of one source.
///
/// @param coverage for [Source#LEXICAL] how much of the query the best hits hold, 0..1; 1 for every
///   other source
/// @param total how many titles the source holds, whatever the depth; a source without an end, such
///   as nearness, gives those it proposes as the lower bound
public record CandidateList(
    Source source, List<Candidate> candidates, double coverage, Total total) {
  public CandidateList {
    candidates = List.copyOf(candidates);
  }

  /// Ranks hits in the order they stand.
  static CandidateList of(Source source, List<Hit> hits, double coverage, Total total) {
    List<Candidate> candidates = new ArrayList<>(hits.size());
    for (Hit hit : hits) {
      candidates.add(new Candidate(hit.key(), hit.id(), candidates.size() + 1, hit.score()));
    }
    return new CandidateList(source, candidates, coverage, total);
  }

  /// Like [#of], for a source without an end.
  static CandidateList endless(Source source, List<Hit> hits) {
    return of(source, hits, 1, new Total(hits.size(), Total.Relation.GTE));
  }
}
