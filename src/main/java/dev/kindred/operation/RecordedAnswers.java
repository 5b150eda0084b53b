package dev.kindred.operation;

import dev.kindred.catalogue.TitleId;
import dev.kindred.index.TitleSearcher;
import dev.kindred.ingestion.AnswerComparison;
import dev.kindred.ingestion.AnswerOverlap;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has both generations answer the latest recorded queries through the whole search, each with its
/// own model, and keeps how rebuilds ended.
public final class RecordedAnswers implements AnswerComparison {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedAnswers.class);

  /// Codes of warnings that say that a source did not take part.
  private static final Set<String> FAILURES = Set.of("vectorsUnavailable", "sourceFailed");

  private final QueryLog log;
  private final int compared;
  private final Function<Supplier<TitleSearcher>, Search> searches;
  private final Comparisons comparisons;

  /// @param compared most queries compared
  /// @param searches the search as it is served, over the snapshots of a supplier
  public RecordedAnswers(
      QueryLog log,
      int compared,
      Function<Supplier<TitleSearcher>, Search> searches,
      Comparisons comparisons) {
    this.log = log;
    this.compared = compared;
    this.searches = searches;
    this.comparisons = comparisons;
  }

  @Override
  public Optional<AnswerOverlap> compare(
      Supplier<TitleSearcher> live, Supplier<TitleSearcher> fresh, Progress progress) {
    List<RecordedQuery> queries = log.latest(compared);
    if (queries.isEmpty()) return Optional.empty();
    Search before = searches.apply(live);
    Search after = searches.apply(fresh);
    progress.start("comparing answers to recorded queries", queries.size());
    List<AnswerOverlap.Answers> answers = new ArrayList<>(queries.size());
    for (RecordedQuery query : queries) {
      SearchAnswer old = answer(before, query);
      answers.add(
          new AnswerOverlap.Answers(
              query.text(),
              query.filterText(),
              ids(old),
              ids(answer(after, query)),
              old != null && isWhole(old)));
      progress.step(1);
    }
    return Optional.of(AnswerOverlap.of(answers));
  }

  @Override
  public void ended(Rebuilt rebuilt) {
    comparisons.keep(rebuilt);
  }

  /// Other warnings say how the query was read, which is the same for both.
  private static boolean isWhole(SearchAnswer answer) {
    return answer.warnings().stream().noneMatch(warning -> FAILURES.contains(warning.code()));
  }

  private static @Nullable SearchAnswer answer(Search search, RecordedQuery query) {
    try {
      return search.search(query.request(AnswerOverlap.DEPTH));
    } catch (RuntimeException e) {
      LOG.warn("a recorded query was not answered", e);
      return null;
    }
  }

  private static List<TitleId> ids(@Nullable SearchAnswer answer) {
    if (answer == null) return List.of();
    return answer.items().stream().map(item -> item.document().title().id()).toList();
  }
}
