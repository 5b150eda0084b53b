package dev.kindred.candidates;

import dev.kindred.index.Hit;
import java.util.ArrayList;
import java.util.List;

/// The ranked proposals of one source.
///
/// @param coverage for [Source#LEXICAL] how much of the query the best hits hold, 0..1; 1 for every
///   other source
public record CandidateList(Source source, List<Candidate> candidates, double coverage) {
  public CandidateList {
    candidates = List.copyOf(candidates);
  }

  /// Ranks hits in the order they stand.
  static CandidateList of(Source source, List<Hit> hits, double coverage) {
    List<Candidate> candidates = new ArrayList<>(hits.size());
    for (Hit hit : hits) {
      candidates.add(new Candidate(hit.key(), hit.id(), candidates.size() + 1, hit.score()));
    }
    return new CandidateList(source, candidates, coverage);
  }
}
