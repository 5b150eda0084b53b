package dev.kindred.search;

import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Total;
import dev.kindred.search.SearchAnswer.Scope;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the sources gave.
final class SourceLists {
  private final Map<Source, CandidateList> lists = new EnumMap<>(Source.class);
  private @Nullable RuntimeException failure;

  void add(CandidateList list) {
    lists.put(list.source(), list);
  }

  void failed(RuntimeException e) {
    failure = e;
  }

  /// Every list there is.
  ///
  /// @throws RuntimeException the last failure, when no source answered
  List<CandidateList> all() {
    if (lists.isEmpty() && failure != null) throw failure;
    return List.copyOf(lists.values());
  }

  @Nullable CandidateList of(Source source) {
    return lists.get(source);
  }

  /// Whether a source proposed anything.
  boolean found(Source source) {
    CandidateList list = lists.get(source);
    return list != null && !list.candidates().isEmpty();
  }

  /// What one source counted, or the titles of several as a lower bound.
  Total total() {
    if (lists.size() == 1) return lists.values().iterator().next().total();
    Set<TitleKey> distinct = new HashSet<>();
    long most = 0;
    for (CandidateList list : lists.values()) {
      list.candidates().forEach(candidate -> distinct.add(candidate.key()));
      most = Math.max(most, list.total().value());
    }
    return new Total(Math.max(most, distinct.size()), Total.Relation.GTE);
  }

  Scope scope() {
    if (lists.size() == 1 && lists.containsKey(Source.POPULARITY)) return Scope.FILTERED;
    boolean words = lists.containsKey(Source.LEXICAL);
    boolean meaning = lists.containsKey(Source.STORY) || lists.containsKey(Source.FEEL);
    if (words && meaning) return Scope.TEXT_MATCHES_AND_VECTOR_CANDIDATES;
    return words ? Scope.TEXT_MATCHES : Scope.VECTOR_CANDIDATES;
  }
}
