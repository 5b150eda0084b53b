package dev.kindred.index.lucene;

import dev.kindred.index.lucene.Analyzers.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// A text as a BM25 query over all text fields. Term-centric: each word scores by its best field
/// plus [#TIE] of the others (a disjunction maximum), words add up, so a title that holds all the
/// words in different fields beats one that repeats a single word. A title whose whole name is the
/// text gets [#EXACT_NAME] on top.
///
/// Stop words only match names; they are dropped from texts of more than [#SHORT] words. Only the
/// [#MAX_WORDS] rarest words are searched: the others of a rambling description cost much and tell
/// little.
final class TextQuery {
  static final int MAX_WORDS = 32;
  private static final int SHORT = 6;
  private static final float TIE = 0.2f;
  private static final float EXACT_NAME = 12;
  private static final int COVERAGE_HITS = 3;

  private static final Map<String, Float> BOOSTS = new LinkedHashMap<>();

  static {
    BOOSTS.put(Schema.SYNOPSIS, 1f);
    BOOSTS.put(Schema.NAME, 2.5f);
    BOOSTS.put(Schema.NAME_CORE, 1f);
    BOOSTS.put(Schema.ALIASES, 1.5f);
    BOOSTS.put(Schema.PEOPLE, 2f);
    BOOSTS.put(Schema.KEYWORDS, 1.2f);
    BOOSTS.put(Schema.PROFILE, 0.9f);
  }

  /// One word of the text.
  ///
  /// @param terms its analysed form in each field where some title holds it; empty when none does
  /// @param idf rarity, Lucene's BM25 idf over the field where it is most frequent
  private record Word(List<Term> terms, double idf) {
    boolean known() {
      return !terms.isEmpty();
    }
  }

  private final List<Word> words;
  private final @Nullable Term exactName;

  private TextQuery(List<Word> words, @Nullable Term exactName) {
    this.words = words;
    this.exactName = exactName;
  }

  static TextQuery of(String text, Analyzers analyzers, IndexReader reader) throws IOException {
    Map<Integer, List<Term>> byPlace = new TreeMap<>();
    Map<Integer, String> content = new TreeMap<>();
    for (String field : BOOSTS.keySet()) {
      for (Token token : analyzers.tokens(field, text)) {
        Term term = new Term(field, token.term());
        List<Term> terms = byPlace.computeIfAbsent(token.start(), start -> new ArrayList<>());
        if (!terms.contains(term)) terms.add(term);
        if (field.equals(Schema.SYNOPSIS)) content.put(token.start(), token.term());
      }
    }
    boolean dropStopWords = byPlace.size() > SHORT && !content.isEmpty();
    Map<List<Term>, Word> distinct = new LinkedHashMap<>();
    for (Map.Entry<Integer, List<Term>> place : byPlace.entrySet()) {
      if (dropStopWords && !content.containsKey(place.getKey())) continue;
      List<Term> terms = place.getValue();
      if (!distinct.containsKey(terms)) distinct.put(terms, word(terms, reader));
    }
    String plain = analyzers.plain(text);
    return new TextQuery(
        List.copyOf(distinct.values()),
        plain.isEmpty() ? null : new Term(Schema.NAME_EXACT, plain));
  }

  private static Word word(List<Term> terms, IndexReader reader) throws IOException {
    int docs = reader.numDocs();
    int most = 0;
    List<Term> held = new ArrayList<>();
    for (Term term : terms) {
      int frequency = reader.docFreq(term);
      if (frequency > 0) held.add(term);
      most = Math.max(most, frequency);
    }
    double idf = Math.log(1 + (Math.max(0, docs - most) + 0.5) / (most + 0.5));
    return new Word(List.copyOf(held), idf);
  }

  /// Whether no word of the text is in any title.
  boolean isEmpty() {
    return words.stream().noneMatch(Word::known);
  }

  Query query() {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (Word word : searched()) {
      List<Query> fields = new ArrayList<>();
      for (Term term : word.terms()) {
        fields.add(boosted(new TermQuery(term), BOOSTS.getOrDefault(term.field(), 1f)));
      }
      all.add(
          fields.size() == 1 ? fields.getFirst() : new DisjunctionMaxQuery(fields, TIE),
          Occur.SHOULD);
    }
    if (exactName != null) {
      Query exact = new ConstantScoreQuery(new TermQuery(exactName));
      all.add(boosted(exact, EXACT_NAME), Occur.SHOULD);
    }
    return all.build();
  }

  /// Every term a title may match by.
  List<Term> terms() {
    List<Term> terms = new ArrayList<>();
    for (Word word : searched()) terms.addAll(word.terms());
    if (exactName != null && !terms.isEmpty()) terms.add(exactName);
    return terms;
  }

  /// What is searched in one field, for highlighting.
  Set<String> highlighted(String field) {
    Set<String> terms = new HashSet<>();
    for (Word word : searched()) {
      for (Term term : word.terms()) if (term.field().equals(field)) terms.add(term.text());
    }
    return terms;
  }

  private List<Word> searched() {
    return words.stream()
        .filter(Word::known)
        .sorted(Comparator.comparingDouble(Word::idf).reversed())
        .limit(MAX_WORDS)
        .toList();
  }

  /// How much of the text one hit holds: 1 when it is the whole name of one, else the idf of the
  /// words found in it over the idf of all words; the most among the best [#COVERAGE_HITS] hits,
  /// because a name or a person typed in full may be in one title only.
  double coverage(IndexReader reader, ScoreDoc[] hits) throws IOException {
    double all = words.stream().mapToDouble(Word::idf).sum();
    if (all <= 0) return 0;
    double most = 0;
    for (int i = 0; i < Math.min(COVERAGE_HITS, hits.length); i++) {
      LeafReaderContext leaf =
          reader.leaves().get(ReaderUtil.subIndex(hits[i].doc, reader.leaves()));
      int doc = hits[i].doc - leaf.docBase;
      if (exactName != null && holds(leaf, doc, List.of(exactName))) return 1;
      double held = 0;
      for (Word word : words) if (holds(leaf, doc, word.terms())) held += word.idf();
      most = Math.max(most, held);
    }
    return Math.clamp(most / all, 0, 1);
  }

  private static boolean holds(LeafReaderContext leaf, int doc, Collection<Term> terms)
      throws IOException {
    for (Term term : terms) {
      PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
      if (postings != null && postings.advance(doc) == doc) return true;
    }
    return false;
  }

  private static Query boosted(Query query, float boost) {
    return boost == 1 ? query : new BoostQuery(query, boost);
  }
}
