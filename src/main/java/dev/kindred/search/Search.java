package dev.kindred.search;

import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.FusionMethod;
import dev.kindred.fusion.HybridWeights;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.index.VectorField;
import dev.kindred.measure.Stopwatch;
import dev.kindred.query.Interpretation;
import dev.kindred.query.Interpretation.Note;
import dev.kindred.query.Understanding;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.ranking.CrossEncoder;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.QueryClass;
import dev.kindred.ranking.Ranking;
import dev.kindred.ranking.RankingModels;
import dev.kindred.ranking.WishWeights;
import dev.kindred.search.SearchAnswer.Item;
import dev.kindred.search.SearchAnswer.Scope;
import dev.kindred.search.SearchAnswer.Warning;
import dev.kindred.search.SearchRequest.Explaining;
import dev.kindred.search.SearchRequest.Highlighting;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.viewer.Asker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Search, more-like-this and suggestions: understand, generate, fuse, diversify, page, explain.
/// Each request works on one snapshot of the index. A source that fails alone is left out with a
/// warning. Thread-safe.
public final class Search {
  /// Values counted in each facet.
  private static final int FACET_VALUES = 50;

  private final Supplier<TitleSearcher> index;
  private final Understanding understanding;
  private final Ranking ranking;
  private final SearchOptions options;
  private final Retrieval retrieval;
  private final Pools pools;
  private final Function<Asker, Filter> visible;
  private final @Nullable CrossEncoder crossEncoder;
  private final MoreLikeThis alike;
  private final Completions completions;

  /// @param index a new snapshot at each call
  /// @param cursorSecret at least 16 bytes, the same on every node
  public Search(
      Supplier<TitleSearcher> index,
      Understanding understanding,
      SearchOptions options,
      byte[] cursorSecret) {
    this(index, understanding, RankingModels.BY_HAND, options, cursorSecret);
  }

  /// The same, ranked by other models than those set by hand.
  public Search(
      Supplier<TitleSearcher> index,
      Understanding understanding,
      RankingModels models,
      SearchOptions options,
      byte[] cursorSecret) {
    this.index = index;
    this.understanding = understanding;
    this.ranking = new Ranking(models, WishWeights.DEFAULT);
    this.options = options;
    this.retrieval = new Retrieval(options);
    this.pools = new Pools(options, new Cursors(cursorSecret));
    this.visible = _ -> Filter.NONE;
    this.crossEncoder = null;
    this.alike = new MoreLikeThis(index, retrieval, pools, visible);
    this.completions = new Completions(index, visible);
  }

  private Search(
      Search other, Function<Asker, Filter> visible, @Nullable CrossEncoder crossEncoder) {
    this.index = other.index;
    this.understanding = other.understanding;
    this.ranking = other.ranking;
    this.options = other.options;
    this.retrieval = other.retrieval;
    this.pools = other.pools;
    this.visible = visible;
    this.crossEncoder = crossEncoder;
    this.alike = new MoreLikeThis(index, retrieval, pools, visible);
    this.completions = new Completions(index, visible);
  }

  /// The same search, the first hits of free text read again by a cross-encoder, which whoever
  /// opened it closes.
  public Search with(CrossEncoder value) {
    return new Search(this, visible, value);
  }

  /// The same search, which shows each asker only what passes their filter; without this everybody
  /// is shown everything.
  public Search showing(Function<Asker, Filter> value) {
    return new Search(this, value, crossEncoder);
  }

  /// A search of the catalogue, for nobody in particular.
  ///
  /// @throws CursorException when the cursor does not belong to this request
  public SearchAnswer search(SearchRequest request) {
    return search(request, Asker.NOBODY);
  }

  /// @throws CursorException when the cursor does not belong to this request of this asker
  public SearchAnswer search(SearchRequest request, Asker asker) {
    Stopwatch watch = new Stopwatch();
    long hash = Cursors.requestHash(request.hash(), asker);
    Cursors.@Nullable Page page = pools.page(request.cursor(), hash);
    Filter visible = this.visible.apply(asker);
    try (TitleSearcher searcher = index.get()) { // first: it decides which model embeds the query
      Interpretation read = read(request, searcher);
      watch.lap("parse");
      UnderstoodQuery query =
          understanding
              .understand(
                  read,
                  request.mode() == Mode.LEXICAL
                      ? Understanding.Meaning.UNWANTED
                      : Understanding.Meaning.WANTED,
                  searcher)
              .within(visible);
      watch.lap("embed");
      List<Warning> warnings = new ArrayList<>();
      query.notes().forEach(note -> warnings.add(new Warning(note.code(), note.detail())));
      SourceLists lists = retrieval.of(searcher, query, request.mode(), warnings);
      watch.lap("retrieve");
      List<FusedCandidate> fused = Fusion.fuse(lists.all(), method(lists, query));
      watch.lap("fuse");
      List<FusedCandidate> ranked = ranking.rank(query, fused, searcher);
      watch.lap("rank");
      if (crossEncoder != null && isRead(crossEncoder, query, request.mode(), page)) {
        CrossEncoder.Reranked reranked = crossEncoder.rerank(query, ranked, searcher);
        ranked = reranked.candidates();
        Note note = reranked.note();
        if (note != null) warnings.add(new Warning(note.code(), note.detail()));
        watch.lap("crossEncode");
      }
      Pool pool = pools.of(searcher, ranked, page, request.diversity(), VectorField.STORY);
      watch.lap("diversify");
      // what was read out of the text may be read otherwise by now: only the caller's own filter is
      // held against a title of the frozen list
      Map<TitleKey, TitleDocument> documents =
          pool.documents(searcher, request.limit(), Filter.and(request.givenFilter(), visible));
      watch.lap("fetch");
      FacetCounts facets =
          request.facets().isEmpty() ? null : facets(searcher, request.facets(), query, lists);
      if (facets != null) watch.lap("facets");
      Map<TitleKey, Map<String, List<String>>> highlights =
          query.words().isEmpty() || request.mode() == Mode.VECTOR
              ? Map.of()
              : request.highlighting() == Highlighting.ON
                      || request.explaining() == Explaining.REASONS
                  ? searcher.highlights(query.words(), documents.values())
                  : Map.of();
      if (!highlights.isEmpty()) watch.lap("highlight");
      QueryReasons reasons =
          new QueryReasons(
              query,
              request.explaining() == Explaining.NONE
                  ? List.of()
                  : List.copyOf(searcher.documents(query.anchors()).values()));
      List<Item> items =
          pool.items(
              request.limit(),
              documents,
              request.highlighting() == Highlighting.ON ? highlights : Map.of(),
              (candidate, document) ->
                  request.explaining() == Explaining.REASONS
                      ? reasons.of(
                          candidate, document, highlights.getOrDefault(candidate.key(), Map.of()))
                      : List.of());
      watch.lap("explain");
      return new SearchAnswer(
          UUID.randomUUID().toString(),
          total(lists, facets),
          query.interpretation(),
          items,
          facets,
          lists.scope(),
          watch.laps(),
          pools.cursor(pool, request.limit(), hash),
          warnings);
    }
  }

  /// What ranking would know of the candidates of a request, in the order of the fused lists.
  ///
  /// @param classed the class of the query, which decides by which model they are ranked
  public record Considered(QueryClass classed, FeatureTable features) {}

  /// The candidates of a request with their features, unranked: what a model is trained on.
  public Considered consider(SearchRequest request) {
    try (TitleSearcher searcher = index.get()) {
      UnderstoodQuery query =
          understanding.understand(read(request, searcher), Understanding.Meaning.WANTED, searcher);
      SourceLists lists = retrieval.of(searcher, query, request.mode(), new ArrayList<>());
      List<FusedCandidate> fused = Fusion.fuse(lists.all(), method(lists, query));
      return new Considered(QueryClass.of(query), Ranking.features(query, fused, searcher));
    }
  }

  /// A page behind the top has its order from the frozen list and no score that changes.
  private static boolean isRead(
      CrossEncoder by, UnderstoodQuery query, Mode mode, Cursors.@Nullable Page page) {
    return (mode == Mode.AUTO || mode == Mode.HYBRID)
        && (page == null || page.next() < by.top())
        && CrossEncoder.reads(query);
  }

  /// A mode that names its sources takes the text as it stands; AUTO reads it.
  private Interpretation read(SearchRequest request, TitleSearcher searcher) {
    Interpretation sent = request.interpretation();
    if (sent != null)
      return Understanding.with(
          sent.withFilter(Filter.and(request.filter(), sent.filter())), request.preferences());
    if (request.mode() != Mode.AUTO)
      return Understanding.with(
          Interpretation.plain(request.query(), request.filter()), request.preferences());
    return understanding.read(request.query(), request.filter(), request.preferences(), searcher);
  }

  /// Titles like one title, for nobody in particular.
  public SearchAnswer similar(SimilarRequest request) {
    return similar(request, Asker.NOBODY);
  }

  /// Titles like one title, itself left out.
  ///
  /// @throws UnknownTitleException when the index does not hold the title
  /// @throws CursorException when the cursor does not belong to this request of this asker
  public SearchAnswer similar(SimilarRequest request, Asker asker) {
    return alike.similar(request, asker);
  }

  /// How alike two titles are by the blend that `similar` ranks by in `auto`, each part on its own
  /// scale. Comparable between pairs; the scores of [#similar] are scaled to their list.
  ///
  /// @throws UnknownTitleException when the index does not hold one of them
  public Similarity similarity(TitleId first, TitleId second) {
    return alike.similarity(first, second);
  }

  /// Completions of what is being typed, for nobody in particular.
  public List<Suggestion> suggest(String typed, int limit) {
    return suggest(typed, limit, Asker.NOBODY);
  }

  /// Completions of what is being typed, without titles that the asker may not see; nothing for
  /// blank input.
  public List<Suggestion> suggest(String typed, int limit, Asker asker) {
    return completions.of(typed, limit, asker);
  }

  private FusionMethod method(SourceLists lists, UnderstoodQuery query) {
    CandidateList words = lists.of(Source.LEXICAL);
    // where words find nothing, what is left of the meaning is all there is
    double legibility = lists.found(Source.LEXICAL) ? query.legibility() : 1;
    return switch (options.fusion()) {
      case RRF -> FusionMethod.ReciprocalRank.STANDARD;
      case CONVEX ->
          lists.scope() == Scope.FILTERED
              ? new FusionMethod.ConvexCombination(Map.of(Source.POPULARITY, 1.0))
              : weights(lists).at(words == null ? 0 : words.coverage(), legibility);
    };
  }

  /// A vector that found nothing, because no title has one, leaves its share to the other.
  private HybridWeights weights(SourceLists lists) {
    if (lists.found(Source.FEEL) == lists.found(Source.STORY)) return options.weights();
    return options.weights().withStory(lists.found(Source.STORY) ? 1 : 0);
  }

  private static FacetCounts facets(
      TitleSearcher searcher, List<FilterField> fields, UnderstoodQuery query, SourceLists lists) {
    List<TitleKey> candidates = new ArrayList<>();
    for (Source source : List.of(Source.STORY, Source.FEEL)) {
      CandidateList list = lists.of(source);
      if (list != null) list.candidates().forEach(c -> candidates.add(c.key()));
    }
    if (lists.scope() == Scope.VECTOR_CANDIDATES && candidates.isEmpty()) {
      Map<FilterField, List<FacetCounts.Value>> none = new LinkedHashMap<>();
      fields.forEach(field -> none.put(field, List.of()));
      return new FacetCounts(none, 0);
    }
    String text = lists.of(Source.LEXICAL) == null ? "" : query.words();
    return searcher.facets(fields, text, query.filter(), candidates, FACET_VALUES);
  }

  /// Exact for words alone and for browsing when they could be counted; a vector has no end of
  /// matches, so what was considered is a lower bound.
  private static Total total(SourceLists lists, @Nullable FacetCounts facets) {
    Total considered = lists.total();
    if (facets == null) return considered;
    return switch (lists.scope()) {
      case FILTERED, TEXT_MATCHES -> new Total(facets.titles(), Total.Relation.EQ);
      case TEXT_MATCHES_AND_VECTOR_CANDIDATES, VECTOR_CANDIDATES ->
          new Total(facets.titles(), Total.Relation.GTE);
    };
  }
}
