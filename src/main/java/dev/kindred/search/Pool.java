package dev.kindred.search;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.explanation.Reason;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.search.SearchAnswer.Item;
import dev.kindred.search.SearchAnswer.SourceScore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// The frozen list that pages walk through.
///
/// @param next place in `keys` of the first title of this page
/// @param found what the sources propose now, for scores and reasons
record Pool(List<TitleKey> keys, int next, Map<TitleKey, FusedCandidate> found) {
  private static final FilterField ID = FilterField.named("id").orElseThrow();

  List<TitleKey> page(int limit) {
    int from = Math.min(next, keys.size());
    return keys.subList(from, Math.min(keys.size(), from + limit));
  }

  /// The title as it was found; without score and sources when only the frozen list still holds it.
  FusedCandidate candidate(TitleDocument document) {
    FusedCandidate now = found.get(document.key());
    return now != null
        ? now
        : new FusedCandidate(document.key(), document.title().id(), 0, Map.of());
  }

  /// The documents of a page, without those that were deleted since its list was made, or changed
  /// so that they no longer pass the filter.
  Map<TitleKey, TitleDocument> documents(TitleSearcher searcher, int limit, Filter filter) {
    Map<TitleKey, TitleDocument> documents = new LinkedHashMap<>(searcher.documents(page(limit)));
    List<Filter.Value> doubtful = new ArrayList<>();
    for (TitleDocument document : documents.values()) {
      if (!found.containsKey(document.key()))
        doubtful.add(new Filter.Text(document.title().id().value()));
    }
    if (doubtful.isEmpty() || filter.equals(Filter.NONE)) return documents;
    Set<TitleKey> pass = new HashSet<>(found.keySet());
    Filter still = Filter.and(filter, new Filter.AnyOf(ID, doubtful));
    searcher.browse(still, doubtful.size()).forEach(hit -> pass.add(hit.key()));
    documents.keySet().retainAll(pass);
    return documents;
  }

  List<Item> items(
      int limit,
      Map<TitleKey, TitleDocument> documents,
      Map<TitleKey, Map<String, List<String>>> highlights,
      BiFunction<FusedCandidate, TitleDocument, List<Reason>> reasons) {
    List<Item> items = new ArrayList<>();
    int rank = next;
    for (TitleKey key : page(limit)) {
      rank++;
      TitleDocument document = documents.get(key);
      if (document == null) continue;
      FusedCandidate candidate = candidate(document);
      items.add(
          item(
              rank,
              candidate,
              document,
              highlights.getOrDefault(key, Map.of()),
              reasons.apply(candidate, document)));
    }
    return items;
  }

  private static Item item(
      int rank,
      FusedCandidate candidate,
      TitleDocument document,
      Map<String, List<String>> highlights,
      List<Reason> reasons) {
    List<SourceScore> sources = new ArrayList<>();
    candidate
        .sources()
        .forEach((source, place) ->
            sources.add(
                new SourceScore(
                    source.name().toLowerCase(Locale.ROOT), place.rank(), place.score())));
    return new Item(rank, candidate.score(), document, sources, highlights, reasons);
  }
}
