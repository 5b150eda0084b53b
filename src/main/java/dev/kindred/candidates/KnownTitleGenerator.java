package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The best known titles by the catalogue's own votes that pass a filter. Where nothing is known of
/// how well known titles are, all are alike: their order is mixed, the same at every call, so that
/// it does not follow the alphabet.
public final class KnownTitleGenerator implements CandidateGenerator {
  /// Titles mixed at most.
  private static final int MIXED = 5_000;

  private final Source source;
  private final Filter filter;
  private final Set<TitleKey> without;

  /// @param source what the list stands for
  public KnownTitleGenerator(Source source, Filter filter, Set<TitleKey> without) {
    this.source = source;
    this.filter = filter;
    this.without = without;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    List<Hit> hits = index.browse(filter, depth + Math.min(without.size(), depth));
    if (!hits.isEmpty() && hits.getFirst().score() <= 0) hits = mixed(index.browse(filter, MIXED));
    List<Hit> wanted = new ArrayList<>(hits);
    wanted.removeIf(hit -> without.contains(hit.key()));
    return CandidateList.endless(source, wanted.subList(0, Math.min(depth, wanted.size())));
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
