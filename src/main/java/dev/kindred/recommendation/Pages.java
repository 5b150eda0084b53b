package dev.kindred.recommendation;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.diversification.ListMetrics;
import dev.kindred.explanation.Reason;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.measure.Stopwatch;
import dev.kindred.model.ModelSet;
import dev.kindred.recommendation.Decision.Place;
import dev.kindred.recommendation.RecommendationAnswer.Item;
import dev.kindred.recommendation.RecommendationAnswer.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts pages out of a decided list: the one way by which titles leave this package, and so the
/// last gate. What was deleted, or may not be shown to this viewer any more, is passed over. Used
/// by one request.
final class Pages {
  private final TitleSearcher index;
  private final @Nullable ModelSet models;
  private final WellKnown wellKnown;

  Pages(TitleSearcher index, @Nullable ModelSet models, WellKnown wellKnown) {
    this.index = index;
    this.models = models;
    this.wellKnown = wellKnown;
  }

  /// @param from place in the list, from 0
  /// @param visible what may be shown now
  /// @param liked titles that were liked rather than watched
  RecommendationAnswer page(
      Decision decision,
      int from,
      int limit,
      Filter visible,
      Set<TitleKey> liked,
      Stopwatch watch,
      List<Warning> warnings) {
    List<Place> places = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    Set<TitleKey> passing =
        index.passing(visible, decision.places().stream().map(Place::title).toList());
    int at = Math.min(from, decision.places().size());
    while (at < decision.places().size() && places.size() < limit) {
      Place place = decision.places().get(at++);
      if (!passing.contains(place.title())) continue;
      places.add(place);
      ranks.add(at);
    }
    Map<TitleKey, TitleDocument> documents =
        index.documents(places.stream().map(Place::title).toList());
    watch.lap("fetch");
    ItemReasons reasons =
        decision.explaining() == RecommendationRequest.Explaining.REASONS
            ? new ItemReasons(decision, models, liked, index, places)
            : null;
    List<Item> items = new ArrayList<>();
    int fallback = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      TitleDocument document = documents.get(place.title());
      if (document == null) continue;
      if (!ItemReasons.personal(place)) fallback++;
      List<Reason> why = reasons == null ? List.of() : reasons.of(place, document);
      items.add(new Item(ranks.get(i), place.score(), document, place.sources(), why));
    }
    watch.lap("explain");
    ListMetrics metrics = metrics(decision, items);
    watch.lap("measure");
    return new RecommendationAnswer(
        decision.id(),
        decision.placement(),
        decision.model(),
        index.generation().id(),
        items,
        metrics,
        items.isEmpty() ? 0 : (double) fallback / items.size(),
        watch.laps(),
        at < decision.places().size() ? at : null,
        warnings);
  }

  private ListMetrics metrics(Decision decision, List<Item> items) {
    return ListMetrics.of(
        items.stream().map(Item::document).toList(),
        decision.mix(),
        index.facts(items.stream().map(item -> item.document().key()).toList()).values().stream()
            .map(TitleFacts::popularity)
            .toList(),
        wellKnown.most(index, models));
  }
}
