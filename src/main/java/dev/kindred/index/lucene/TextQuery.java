package dev.kindred.index.lucene;

import dev.kindred.index.lucene.Analyzers.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/// A text as a BM25 query. Each word scores by its best field plus [#TIE] of the others (a
/// disjunction maximum), words add up, so a title that holds all the words in different fields
/// beats one that repeats a single word. What a title says of itself is one field, [Schema#TEXT]:
/// with a field for each part, a word that is rare in names outweighs all that the synopsis says. A
/// title whose whole name is the text gets [#EXACT_NAME] on top.
///
/// A text of more than [#SHORT] words describes rather than names: stop words, which only match
/// names, are dropped from it, and names weigh less. Only the [#MAX_WORDS] rarest words are
/// searched: the others of a rambling description cost much and tell little.
final class TextQuery {
  static final int MAX_WORDS = 32;
  private static final int SHORT = 6;
  static final float TIE = 0.2f;
  static final float EXACT_NAME = 12;
  private static final int COVERAGE_HITS = 3;

  private static final Map<String, Float> NAMING = new LinkedHashMap<>();
  private static final Map<String, Float> DESCRIBING = new LinkedHashMap<>();

  static {
    NAMING.put(Schema.TEXT, 1f);
    NAMING.put(Schema.NAME, 2.5f);
    NAMING.put(Schema.ALIASES, 1.5f);
    NAMING.put(Schema.PEOPLE, 2f);
    NAMING.put(Schema.PROFILE, 0.9f);
    DESCRIBING.put(Schema.TEXT, 1f);
    DESCRIBING.put(Schema.NAME, 0.5f);
    DESCRIBING.put(Schema.ALIASES, 0.5f);
    DESCRIBING.put(Schema.PEOPLE, 1.5f);
    DESCRIBING.put(Schema.PROFILE, 0.9f);
  }

  /// One word of the text.
  ///
  /// @param terms its analysed form in each field where some title holds it, and where the postings
  ///   are; empty when none does
  /// @param idf rarity, Lucene's BM25 idf over the field where it is most frequent
  record Word(Map<Term, TermStates> terms, double idf) {
    boolean known() {
      return !terms.isEmpty();
    }
  }

  private final List<Word> words;
  private final Map<String, Float> boosts;
  private final @Nullable Term exactName;

  private TextQuery(List<Word> words, Map<String, Float> boosts, @Nullable Term exactName) {
    this.words = words;
    this.boosts = boosts;
    this.exactName = exactName;
  }

  static TextQuery of(String text, Analyzers analyzers, IndexSearcher searcher) throws IOException {
    Map<Integer, List<Term>> byPlace = new TreeMap<>();
    List<Token> content = analyzers.tokens(Schema.TEXT, text);
    put(content, List.of(Schema.TEXT, Schema.PROFILE), byPlace);
    put(
        analyzers.tokens(Schema.NAME, text),
        List.of(Schema.NAME, Schema.ALIASES, Schema.PEOPLE),
        byPlace);
    Set<Integer> telling = content.stream().map(Token::start).collect(Collectors.toSet());
    boolean describes = byPlace.size() > SHORT && !telling.isEmpty();
    Map<List<Term>, Word> distinct = new LinkedHashMap<>();
    for (Map.Entry<Integer, List<Term>> place : byPlace.entrySet()) {
      if (describes && !telling.contains(place.getKey())) continue;
      List<Term> terms = place.getValue();
      if (!distinct.containsKey(terms)) distinct.put(terms, word(terms, searcher));
    }
    String plain = analyzers.plain(text);
    return new TextQuery(
        List.copyOf(distinct.values()),
        describes ? DESCRIBING : NAMING,
        plain.isEmpty() ? null : new Term(Schema.NAME_EXACT, plain));
  }

  private static void put(
      List<Token> tokens, List<String> fields, Map<Integer, List<Term>> byPlace) {
    for (Token token : tokens) {
      List<Term> terms = byPlace.computeIfAbsent(token.start(), start -> new ArrayList<>());
      for (String field : fields) {
        Term term = new Term(field, token.term());
        if (!terms.contains(term)) terms.add(term);
      }
    }
  }

  private static Word word(List<Term> terms, IndexSearcher searcher) throws IOException {
    int docs = searcher.getIndexReader().numDocs();
    int most = 0;
    Map<Term, TermStates> held = new LinkedHashMap<>();
    for (Term term : terms) {
      TermStates states = TermStates.build(searcher, term, true);
      if (states.docFreq() > 0) held.put(term, states);
      most = Math.max(most, states.docFreq());
    }
    double idf = Math.log(1 + (Math.max(0, docs - most) + 0.5) / (most + 0.5));
    return new Word(held, idf);
  }

  /// Whether no word of the text is in any title.
  boolean isEmpty() {
    return words.stream().noneMatch(Word::known);
  }

  Query query() {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (Word word : searched()) {
      List<Query> fields = new ArrayList<>();
      word.terms()
          .forEach((term, states) ->
              fields.add(boosted(new TermQuery(term, states), boost(term.field()))));
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

  /// The titles of a segment, by each of the terms they may match by.
  List<PostingsEnum> postings(LeafReaderContext leaf) throws IOException {
    List<PostingsEnum> all = new ArrayList<>();
    for (Word word : searched()) all.addAll(postings(leaf, word));
    PostingsEnum exact = exactName(leaf);
    if (exact != null && !all.isEmpty()) all.add(exact);
    return all;
  }

  private static List<PostingsEnum> postings(LeafReaderContext leaf, Word word) throws IOException {
    List<PostingsEnum> found = new ArrayList<>();
    for (Map.Entry<Term, TermStates> term : word.terms().entrySet()) {
      PostingsEnum titles = postings(leaf, term.getKey(), term.getValue(), PostingsEnum.NONE);
      if (titles != null) found.add(titles);
    }
    return found;
  }

  /// The titles of a segment that hold a term; null when none does.
  ///
  /// @param flags of [PostingsEnum]
  static @Nullable PostingsEnum postings(
      LeafReaderContext leaf, Term term, TermStates states, int flags) throws IOException {
    IOSupplier<TermState> place = states.get(leaf);
    TermState state = place == null ? null : place.get();
    if (state == null) return null;
    TermsEnum terms = leaf.reader().terms(term.field()).iterator();
    terms.seekExact(term.bytes(), state);
    return terms.postings(null, flags);
  }

  private @Nullable PostingsEnum exactName(LeafReaderContext leaf) throws IOException {
    return exactName == null ? null : leaf.reader().postings(exactName, PostingsEnum.NONE);
  }

  /// What is searched in one field, for highlighting.
  Set<String> highlighted(String field) {
    Set<String> terms = new HashSet<>();
    for (Word word : searched()) {
      for (Term term : word.terms().keySet())
        if (term.field().equals(field)) terms.add(term.text());
    }
    return terms;
  }

  /// The words that are searched: those that some title holds, the rarest.
  List<Word> searched() {
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
      PostingsEnum exact = exactName(leaf);
      if (exact != null && exact.advance(doc) == doc) return 1;
      double held = 0;
      for (Word word : words) if (holds(postings(leaf, word), doc)) held += word.idf();
      most = Math.max(most, held);
    }
    return Math.clamp(most / all, 0, 1);
  }

  private static boolean holds(List<PostingsEnum> postings, int doc) throws IOException {
    for (PostingsEnum one : postings) if (one.advance(doc) == doc) return true;
    return false;
  }

  float boost(String field) {
    return boosts.getOrDefault(field, 1f);
  }

  @Nullable Term exactName() {
    return exactName;
  }

  private static Query boosted(Query query, float boost) {
    return boost == 1 ? query : new BoostQuery(query, boost);
  }
}
