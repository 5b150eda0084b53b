package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Filter.Edge;
import dev.kindred.catalogue.FilterField;
import dev.kindred.index.Eligible;
import dev.kindred.index.TitleSearcher;

/// The best known titles of the last years.
public final class NewTitleGenerator implements CandidateGenerator {
  private static final int ENOUGH = 40;
  private static final int FURTHEST = 150;
  private static final FilterField YEAR = FilterField.named("year").orElseThrow();

  private final Eligible recent;

  /// @param recent by the filter of [#recent]
  public NewTitleGenerator(Eligible recent) {
    this.recent = recent;
  }

  /// Keeps what passes `filter` and is of as few of the last years as it takes to have [#ENOUGH]
  /// titles.
  public static Filter recent(TitleSearcher index, int thisYear, Filter filter) {
    Filter recent = filter;
    for (int years = 1; years <= FURTHEST; years *= 2) {
      recent =
          Filter.and(
              new Filter.Range(
                  YEAR,
                  new Bound(thisYear - years, Edge.INCLUSIVE),
                  new Bound(thisYear, Edge.INCLUSIVE)),
              filter);
      if (index.count(recent) >= ENOUGH) break;
    }
    return recent;
  }

  @Override
  public Source source() {
    return Source.NEW;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    return new KnownTitleGenerator(Source.NEW, recent).generate(index, depth);
  }
}
