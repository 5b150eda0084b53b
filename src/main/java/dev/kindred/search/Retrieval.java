package dev.kindred.search;

import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.LexicalGenerator;
import dev.kindred.candidates.PeopleGenerator;
import dev.kindred.candidates.PopularityGenerator;
import dev.kindred.candidates.Proposal;
import dev.kindred.candidates.Source;
import dev.kindred.candidates.VectorGenerator;
import dev.kindred.catalogue.Filter;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.ranking.Ranking;
import dev.kindred.search.SearchAnswer.Warning;
import dev.kindred.search.SearchRequest.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the sources of a request for candidates, each to the same depth. One that fails alone is
/// left out with a warning. Thread-safe.
final class Retrieval {
  private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

  private final SearchOptions options;

  Retrieval(SearchOptions options) {
    this.options = options;
  }

  /// What the sources of a mode propose for a query.
  SourceLists of(TitleSearcher searcher, UnderstoodQuery query, Mode mode, List<Warning> warnings) {
    SourceLists lists = new SourceLists();
    if (query.embeddingFailure() != null)
      warnings.add(
          new Warning("vectorsUnavailable", query.embeddingFailure() + "; words alone decided"));
    if (query.isOpen()) {
      lists.add(new PopularityGenerator(query.filter()).generate(searcher, options.pool()));
      return lists;
    }
    List<CandidateGenerator> generators = new ArrayList<>();
    if (mode != Mode.LEXICAL) {
      for (VectorField field : VectorField.CONTENT) {
        float[] near = query.target(field);
        if (near != null) generators.add(VectorGenerator.near(field, near, query.filter()));
      }
    }
    boolean meaning = !generators.isEmpty();
    // without any meaning words rather than nothing; the warning says so
    if (mode == Mode.LEXICAL || !meaning || (mode != Mode.VECTOR && !query.words().isBlank()))
      generators.addFirst(new LexicalGenerator(query.words(), query.filter()));
    run(generators, searcher, lists, warnings);
    if (meaning && Ranking.isAsked(query)) addKnown(searcher, query, lists);
    return lists;
  }

  /// What is similar to a title in each of some ways.
  SourceLists alike(
      TitleSearcher searcher,
      TitleDocument seed,
      SimilarRequest.By by,
      Filter filter,
      List<Warning> warnings) {
    List<CandidateGenerator> generators = new ArrayList<>();
    for (Source source : sources(by)) {
      CandidateGenerator generator = like(searcher, seed, source, filter, warnings);
      if (generator != null) generators.add(generator);
    }
    SourceLists lists = new SourceLists();
    run(generators, searcher, lists, warnings);
    return lists;
  }

  /// The best known titles, which no list weighs: they rank by the prior and their wishes alone.
  /// Nothing where nobody knows how well known titles are.
  private void addKnown(TitleSearcher searcher, UnderstoodQuery query, SourceLists lists) {
    CandidateList known =
        new PopularityGenerator(Filter.and(query.filter(), query.hints().anyGenre()))
            .generate(searcher, options.depth());
    if (!known.candidates().isEmpty() && known.candidates().getFirst().score() > 0)
      lists.add(known);
  }

  private static @Nullable CandidateGenerator like(
      TitleSearcher searcher,
      TitleDocument seed,
      Source source,
      Filter filter,
      List<Warning> warnings) {
    if (source == Source.PEOPLE) return new PeopleGenerator(seed, filter);
    VectorField field = source == Source.STORY ? VectorField.STORY : VectorField.FEEL;
    float[] vector = searcher.vectors(field, List.of(seed.key())).get(seed.key());
    if (vector == null) {
      String name = source.name().toLowerCase(Locale.ROOT);
      warnings.add(new Warning("noVector", "this title has no " + name + " vector yet"));
      return null;
    }
    return VectorGenerator.like(seed.key(), field, vector, filter);
  }

  /// Each way of being similar, by its source.
  static List<Source> sources(SimilarRequest.By by) {
    return switch (by) {
      case AUTO -> List.of(Source.PEOPLE, Source.STORY, Source.FEEL);
      case STORY -> List.of(Source.STORY);
      case FEEL -> List.of(Source.FEEL);
      case PEOPLE -> List.of(Source.PEOPLE);
    };
  }

  /// Adds what each source proposes, in the order given.
  private void run(
      List<CandidateGenerator> generators,
      TitleSearcher searcher,
      SourceLists lists,
      List<Warning> warnings) {
    for (Proposal proposal : Proposal.all(generators, searcher, options.depth())) {
      switch (proposal) {
        case Proposal.Proposed(CandidateList list) -> lists.add(list);
        case Proposal.Failed(Source source, RuntimeException e) -> {
          LOG.error("the source {} failed", source, e);
          lists.failed(e);
          String name = source.name().toLowerCase(Locale.ROOT);
          warnings.add(
              new Warning("sourceFailed", "the source \"" + name + "\" failed and was left out"));
        }
      }
    }
  }
}
