package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;

/// The most popular titles that pass a filter: what is shown when nothing is asked for.
public final class PopularityGenerator implements CandidateGenerator {
  private final Filter filter;

  public PopularityGenerator(Filter filter) {
    this.filter = filter;
  }

  @Override
  public Source source() {
    return Source.POPULARITY;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    Total total = new Total(index.count(filter), Total.Relation.EQ);
    return CandidateList.of(Source.POPULARITY, index.browse(filter, depth), 1, total);
  }
}
