package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Titles given in an order, as far as they exist and pass the filter.
public final class GivenGenerator implements CandidateGenerator {
  private final Source source;
  private final List<TitleKey> titles;
  private final Filter filter;

  public GivenGenerator(Source source, List<TitleKey> titles, Filter filter) {
    this.source = source;
    this.titles = List.copyOf(titles);
    this.filter = filter;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    Map<TitleKey, TitleId> ids = index.ids(index.passing(filter, titles));
    List<Hit> hits = new ArrayList<>();
    for (TitleKey title : titles) {
      TitleId id = ids.get(title);
      if (id != null && hits.size() < depth)
        hits.add(new Hit(title, id, titles.size() - hits.size()));
    }
    return CandidateList.endless(source, hits);
  }
}
