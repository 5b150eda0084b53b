package dev.kindred.search;

import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.index.TitleSearcher;

/// What came of asking one source.
sealed interface Proposal {
  record Proposed(CandidateList list) implements Proposal {}

  record Failed(Source source, RuntimeException cause) implements Proposal {}

  static Proposal of(CandidateGenerator generator, TitleSearcher index, int depth) {
    try {
      return new Proposed(generator.generate(index, depth));
    } catch (RuntimeException e) {
      return new Failed(generator.source(), e);
    }
  }
}
