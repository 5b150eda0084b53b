package dev.kindred.candidates;

import dev.kindred.index.TitleSearcher;

/// Proposes titles from one source. Stateless beyond its request; failures of the index pass
/// through.
public interface CandidateGenerator {
  Source source();

  /// At most `depth` candidates, best first.
  CandidateList generate(TitleSearcher index, int depth);
}
