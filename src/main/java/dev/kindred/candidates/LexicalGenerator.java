package dev.kindred.candidates;

import dev.kindred.index.TextHits;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.UnderstoodQuery;

/// Titles that hold words of the query, by BM25.
public final class LexicalGenerator implements CandidateGenerator {
  private final UnderstoodQuery query;

  public LexicalGenerator(UnderstoodQuery query) {
    this.query = query;
  }

  @Override
  public Source source() {
    return Source.LEXICAL;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    TextHits hits = index.text(query.text(), query.filter(), depth);
    return CandidateList.of(Source.LEXICAL, hits.hits(), hits.coverage(), hits.total());
  }
}
