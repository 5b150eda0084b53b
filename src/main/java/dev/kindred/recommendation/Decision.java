package dev.kindred.recommendation;

import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was decided for one list of recommendations: the whole of it, of which pages are shown.
///
/// @param user to whom; null for nobody that is known
/// @param model that decided; null for none
/// @param filter that the caller demanded
/// @param limit items on the first page
/// @param because titles that the viewer took to, the latest first: what reasons refer to
/// @param mix the viewer's share of each genre, which the list is held against; see
///   [dev.kindred.viewer.Affinities#mix]
/// @param from region that the request named; null for none
/// @param region whose popular titles were meant: that, else the user's; null for all
/// @param places the list in its order
public record Decision(
    String id,
    Instant at,
    @Nullable UserId user,
    Placement placement,
    @Nullable String model,
    Filter filter,
    int limit,
    List<TitleKey> because,
    Map<String, Double> mix,
    @Nullable String from,
    @Nullable String region,
    RecommendationRequest.Explaining explaining,
    List<Place> places) {
  /// One title of the list.
  public record Place(TitleKey title, float score, Set<Source> sources) {
    public Place {
      sources = Set.copyOf(sources);
    }
  }

  public Decision {
    because = List.copyOf(because);
    mix = Map.copyOf(mix);
    places = List.copyOf(places);
  }
}
