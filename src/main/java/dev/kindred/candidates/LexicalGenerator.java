package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.index.TextHits;
import dev.kindred.index.TitleSearcher;

/// Titles that hold words of the query, by BM25.
public final class LexicalGenerator implements CandidateGenerator {
  private final String words;
  private final Filter filter;

  public LexicalGenerator(String words, Filter filter) {
    this.words = words;
    this.filter = filter;
  }

  @Override
  public Source source() {
    return Source.LEXICAL;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    TextHits hits = index.text(words, filter, depth);
    return CandidateList.of(Source.LEXICAL, hits.hits(), hits.coverage(), hits.total());
  }
}
