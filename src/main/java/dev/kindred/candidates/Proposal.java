package dev.kindred.candidates;

import dev.kindred.index.TitleSearcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;

/// What came of asking one source.
public sealed interface Proposal {
  record Proposed(CandidateList list) implements Proposal {}

  record Failed(Source source, RuntimeException cause) implements Proposal {}

  /// Asks each of the sources, to the same depth; what comes of it in their order. The first runs
  /// here, the others on a core that is idle: with none they run here too, one after the other.
  static List<Proposal> all(List<CandidateGenerator> generators, TitleSearcher index, int depth) {
    List<ForkJoinTask<Proposal>> proposals = new ArrayList<>();
    for (CandidateGenerator generator : generators)
      proposals.add(ForkJoinTask.adapt(() -> of(generator, index, depth)));
    for (int i = 1; i < proposals.size(); i++) proposals.get(i).fork();
    if (!proposals.isEmpty()) proposals.getFirst().invoke();
    for (ForkJoinTask<Proposal> proposal : proposals.reversed()) proposal.join();
    return proposals.stream().map(ForkJoinTask::join).toList();
  }

  static Proposal of(CandidateGenerator generator, TitleSearcher index, int depth) {
    try {
      return new Proposed(generator.generate(index, depth));
    } catch (RuntimeException e) {
      return new Failed(generator.source(), e);
    }
  }
}
