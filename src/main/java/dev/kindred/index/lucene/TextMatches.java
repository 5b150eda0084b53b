package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TextMatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.jspecify.annotations.Nullable;

/// Scores given titles by a [TextQuery], field by field: what the query scores them, and of what
/// that is made. Each term's postings are skipped through once; costs the terms times the titles at
/// worst.
final class TextMatches {
  private static final List<String> FIELDS =
      List.of(Schema.TEXT, Schema.NAME, Schema.ALIASES, Schema.PEOPLE, Schema.PROFILE);

  private final TextQuery query;
  private final IndexSearcher searcher;
  private final Map<String, CollectionStatistics> statistics = new HashMap<>();

  TextMatches(TextQuery query, IndexSearcher searcher) {
    this.query = query;
    this.searcher = searcher;
  }

  /// The titles that match.
  ///
  /// @param titles with their documents, in the order of these
  Map<TitleKey, TextMatch> of(List<TitleDocs.Place> titles) throws IOException {
    List<TextQuery.Word> words = query.searched();
    int count = titles.size();
    double[][] fields = new double[FIELDS.size()][count];
    double[] score = new double[count];
    double[] held = new double[count];
    double[] best = new double[count];
    double[] sum = new double[count];
    double all = 0;
    for (TextQuery.Word word : words) {
      all += word.idf();
      Arrays.fill(best, 0);
      Arrays.fill(sum, 0);
      for (Map.Entry<Term, TermStates> one : word.terms().entrySet()) {
        Term term = one.getKey();
        double boost = query.boost(term.field());
        double[] field = fields[FIELDS.indexOf(term.field())];
        score(
            term,
            one.getValue(),
            titles,
            (at, bm25) -> {
              field[at] += bm25;
              best[at] = Math.max(best[at], boost * bm25);
              sum[at] += boost * bm25;
            });
      }
      for (int i = 0; i < count; i++) {
        if (sum[i] == 0) continue;
        held[i] += word.idf();
        score[i] += best[i] + TextQuery.TIE * (sum[i] - best[i]);
      }
    }
    boolean[] named = new boolean[count];
    Term name = query.exactName();
    if (name != null)
      score(
          name,
          TermStates.build(searcher, name, true),
          titles,
          (at, _) -> {
            named[at] = true;
            score[at] += TextQuery.EXACT_NAME;
          });
    Map<TitleKey, TextMatch> matches = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      if (score[i] == 0) continue;
      matches.put(
          titles.get(i).title(),
          new TextMatch(
              score[i],
              fields[0][i],
              Math.max(fields[1][i], fields[2][i]),
              fields[3][i],
              fields[4][i],
              all == 0 ? 0 : held[i] / all,
              named[i]));
    }
    return matches;
  }

  private interface Scored {
    /// @param at place of the title
    void add(int at, double bm25);
  }

  private void score(Term term, TermStates states, List<TitleDocs.Place> titles, Scored scored)
      throws IOException {
    SimScorer scorer = scorer(term, states);
    if (scorer == null) return;
    int at = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      PostingsEnum postings = TextQuery.postings(leaf, term, states, PostingsEnum.FREQS);
      NumericDocValues norms = postings == null ? null : leaf.reader().getNormValues(term.field());
      int doc = -1;
      for (; at < titles.size() && titles.get(at).doc() < end; at++) {
        if (postings == null) continue;
        int wanted = titles.get(at).doc() - leaf.docBase;
        if (doc < wanted) doc = postings.advance(wanted);
        if (doc != wanted) continue;
        long norm = norms != null && norms.advanceExact(doc) ? norms.longValue() : 1;
        scored.add(at, scorer.score(postings.freq(), norm));
      }
    }
  }

  private @Nullable SimScorer scorer(Term term, TermStates states) throws IOException {
    if (states.docFreq() == 0) return null;
    CollectionStatistics collection = statistics.get(term.field());
    if (collection == null) {
      collection = searcher.collectionStatistics(term.field());
      if (collection == null) return null;
      statistics.put(term.field(), collection);
    }
    return searcher
        .getSimilarity()
        .scorer(
            1, collection, searcher.termStatistics(term, states.docFreq(), states.totalTermFreq()));
  }
}
