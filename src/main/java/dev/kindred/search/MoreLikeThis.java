package dev.kindred.search;

import dev.kindred.candidates.PeopleGenerator;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.explanation.Reasons;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.FusionMethod;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.VectorSimilarity;
import dev.kindred.measure.Stopwatch;
import dev.kindred.query.Interpretation;
import dev.kindred.search.SearchAnswer.Item;
import dev.kindred.search.SearchAnswer.Scope;
import dev.kindred.search.SearchAnswer.Warning;
import dev.kindred.viewer.Asker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Titles like one title: by its own vectors and people. Thread-safe.
final class MoreLikeThis {
  /// How much each way of being similar weighs in `auto`.
  private static final Map<Source, Double> WEIGHTS =
      Map.of(Source.STORY, 0.45, Source.FEEL, 0.35, Source.PEOPLE, 0.2);

  private final Supplier<TitleSearcher> index;
  private final Retrieval retrieval;
  private final Pools pools;
  private final Function<Asker, Filter> visible;

  MoreLikeThis(
      Supplier<TitleSearcher> index,
      Retrieval retrieval,
      Pools pools,
      Function<Asker, Filter> visible) {
    this.index = index;
    this.retrieval = retrieval;
    this.pools = pools;
    this.visible = visible;
  }

  /// See [Search#similar(SimilarRequest, Asker)].
  SearchAnswer similar(SimilarRequest request, Asker asker) {
    Stopwatch watch = new Stopwatch();
    long hash =
        Cursors.requestHash(
            "similar",
            request.titleId(),
            request.by(),
            FilterJson.write(request.filter()),
            request.diversity(),
            asker);
    Cursors.@Nullable Page page = pools.page(request.cursor(), hash);
    Filter shown = Filter.and(request.filter(), visible.apply(asker));
    watch.lap("parse");
    try (TitleSearcher searcher = index.get()) {
      TitleDocument seed = document(searcher, request.titleId());
      List<Warning> warnings = new ArrayList<>();
      SourceLists lists = retrieval.alike(searcher, seed, request.by(), shown, warnings);
      watch.lap("retrieve");
      List<FusedCandidate> ranked = Fusion.fuse(lists.all(), method(request.by()));
      watch.lap("fuse");
      VectorField apart =
          request.by() == SimilarRequest.By.FEEL ? VectorField.FEEL : VectorField.STORY;
      Pool pool = pools.of(searcher, ranked, page, request.diversity(), apart);
      watch.lap("diversify");
      Map<TitleKey, TitleDocument> documents = pool.documents(searcher, request.limit(), shown);
      watch.lap("fetch");
      List<Item> items =
          pool.items(
              request.limit(),
              documents,
              Map.of(),
              (candidate, document) -> Reasons.ofSimilar(seed, document));
      watch.lap("explain");
      return new SearchAnswer(
          UUID.randomUUID().toString(),
          lists.total(),
          Interpretation.plain("", request.filter()),
          items,
          null,
          Scope.VECTOR_CANDIDATES,
          watch.laps(),
          pools.cursor(pool, request.limit(), hash),
          warnings);
    }
  }

  /// See [Search#similarity].
  Similarity similarity(TitleId first, TitleId second) {
    try (TitleSearcher searcher = index.get()) {
      TitleDocument a = document(searcher, first);
      TitleDocument b = document(searcher, second);
      double people =
          (new PeopleGenerator(a, Filter.NONE).shared(searcher, b)
                  + new PeopleGenerator(b, Filter.NONE).shared(searcher, a))
              / 2;
      double story = cosine(searcher, VectorField.STORY, a, b);
      double feel = cosine(searcher, VectorField.FEEL, a, b);
      double blend =
          WEIGHTS.getOrDefault(Source.STORY, 0.0) * story
              + WEIGHTS.getOrDefault(Source.FEEL, 0.0) * feel
              + WEIGHTS.getOrDefault(Source.PEOPLE, 0.0) * people;
      return new Similarity(story, feel, people, blend);
    }
  }

  private static TitleDocument document(TitleSearcher searcher, TitleId id) {
    TitleKey key = searcher.key(id).orElseThrow(() -> new UnknownTitleException(id));
    TitleDocument document = searcher.documents(List.of(key)).get(key);
    if (document == null) throw new UnknownTitleException(id);
    return document;
  }

  private static double cosine(
      TitleSearcher searcher, VectorField field, TitleDocument a, TitleDocument b) {
    Map<TitleKey, float[]> vectors = searcher.vectors(field, List.of(a.key(), b.key()));
    float[] first = vectors.get(a.key());
    float[] second = vectors.get(b.key());
    if (first == null || second == null) return 0;
    return VectorSimilarity.cosine(first, second);
  }

  private static FusionMethod method(SimilarRequest.By by) {
    List<Source> sources = Retrieval.sources(by);
    return new FusionMethod.ConvexCombination(
        sources.size() == 1 ? Map.of(sources.getFirst(), 1.0) : WEIGHTS);
  }
}
