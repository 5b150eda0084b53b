package dev.kindred.recommendation;

import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.explanation.Reason;
import dev.kindred.explanation.TasteReasons;
import dev.kindred.explanation.TasteReasons.Took;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.VectorSimilarity;
import dev.kindred.model.ModelSet;
import dev.kindred.recommendation.Decision.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why the titles of one page are there. A title that a source proposed for this viewer refers to
/// the one that the viewer took to which says most for it: the one whose watchers watched it most,
/// else the one whose story is nearest. Used by one request.
final class ItemReasons {
  /// Sources that know something of the viewer.
  static final Set<Source> PERSONAL =
      EnumSet.of(
          Source.FOR_YOU,
          Source.TASTE,
          Source.CO_WATCH,
          Source.NEXT,
          Source.STORY,
          Source.FEEL,
          Source.PEOPLE,
          Source.LIKED,
          Source.BEGUN);

  private final Decision decision;
  private final @Nullable ModelSet models;
  private final Set<TitleKey> liked;
  private final Map<TitleKey, TitleDocument> seeds;
  private final Map<TitleKey, float[]> coWatched = new HashMap<>();
  private final Map<TitleKey, float[]> stories;

  /// @param liked those of the titles taken to that were liked rather than watched
  ItemReasons(
      Decision decision,
      @Nullable ModelSet models,
      Set<TitleKey> liked,
      TitleSearcher index,
      List<Place> page) {
    this.decision = decision;
    this.models = models;
    this.liked = liked;
    this.seeds = new LinkedHashMap<>(index.documents(decision.because()));
    Set<TitleKey> keys = new HashSet<>(decision.because());
    page.forEach(place -> keys.add(place.title()));
    this.stories = index.vectors(VectorField.STORY, keys);
    if (models != null)
      for (TitleKey seed : seeds.keySet()) coWatched.put(seed, Taste.coWatched(models, seed));
  }

  static boolean personal(Place place) {
    return place.sources().stream().anyMatch(PERSONAL::contains);
  }

  List<Reason> of(Place place, TitleDocument title) {
    List<Reason> reasons = new ArrayList<>();
    Integer year = title.title().year();
    if (place.sources().contains(Source.NEW) && year != null)
      reasons.add(TasteReasons.isNew(title, year));
    if (decision.placement() == Placement.TRENDING && place.sources().contains(Source.TRENDING))
      reasons.add(TasteReasons.trending(title));
    TitleDocument seed = personal(place) ? seed(place) : null;
    if (seed != null)
      reasons.addAll(
          TasteReasons.because(
              seed, title, liked.contains(seed.key()) ? Took.LIKED : Took.WATCHED));
    if (reasons.isEmpty() && place.sources().contains(Source.TRENDING))
      reasons.add(TasteReasons.trending(title));
    String region = decision.region();
    if (place.sources().contains(Source.POPULARITY)
        && region != null
        && Taste.knowsRegion(models, region)) reasons.add(TasteReasons.popularHere(title, region));
    if (reasons.isEmpty()) reasons.add(TasteReasons.popularFallback(title));
    return reasons;
  }

  private @Nullable TitleDocument seed(Place place) {
    boolean one =
        decision.placement() == Placement.BECAUSE || decision.placement() == Placement.SIMILAR;
    TitleDocument best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (TitleDocument seed : seeds.values()) {
      if (seed.key().equals(place.title())) return seed; // begun, and gone on with
      double share = share(seed.key(), place.title());
      if (share > most) {
        best = seed;
        most = share;
      }
      if (one) break;
    }
    return best;
  }

  /// Watched together counts before alike.
  private double share(TitleKey seed, TitleKey title) {
    int row = models == null ? -1 : models.titles().row(title);
    float[] scores = coWatched.get(seed);
    if (row >= 0 && scores != null && scores[row] > 0) return 1 + scores[row];
    float[] a = stories.get(seed);
    float[] b = stories.get(title);
    return a == null || b == null ? -1 : VectorSimilarity.cosine(a, b);
  }
}
