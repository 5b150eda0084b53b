package dev.kindred.candidates;

import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import java.util.List;

/// The best known of the eligible titles by the catalogue's own votes. Where nothing is known of
/// how well known titles are, all are alike: their order is mixed, the same at every call, so that
/// it does not follow the alphabet.
public final class KnownTitleGenerator implements CandidateGenerator {
  /// Titles mixed at most.
  private static final int MIXED = 5_000;

  private final Source source;
  private final Eligible eligible;

  /// @param source what the list stands for
  public KnownTitleGenerator(Source source, Eligible eligible) {
    this.source = source;
    this.eligible = eligible;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    List<Hit> hits = index.browse(eligible, depth);
    if (!hits.isEmpty() && hits.getFirst().score() <= 0)
      hits = mixed(index.browse(eligible, MIXED));
    return CandidateList.endless(source, hits.subList(0, Math.min(depth, hits.size())));
  }

  /// Scores of less than one vote each.
  private static List<Hit> mixed(List<Hit> hits) {
    return hits.stream()
        .map(
            hit -> new Hit(hit.key(), hit.id(), ((hit.key().value() * 0x9E3779B9) >>> 8) * 0x1p-24))
        .sorted(Hit.ORDER)
        .toList();
  }
}
