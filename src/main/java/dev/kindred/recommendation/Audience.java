package dev.kindred.recommendation;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserKey;
import dev.kindred.query.Preference;
import dev.kindred.recommendation.RecommendationRequest.Past;
import dev.kindred.viewer.HistoryEntry;
import dev.kindred.viewer.Viewer;
import dev.kindred.viewer.Viewers;
import dev.kindred.viewer.Visibility;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who a request is about: the stored viewer, nobody that is known, and what the request itself
/// tells of either. Thread-safe.
final class Audience {
  private static final UserId NOBODY = new UserId("-");
  private static final UserKey UNKNOWN = new UserKey(Integer.MAX_VALUE);
  private static final double LIKED = 1;

  private final Viewers viewers;
  private final Visibility visibility;
  private final Function<TitleId, Optional<TitleKey>> keys;
  private final InstantSource clock;

  Audience(
      Viewers viewers,
      Visibility visibility,
      Function<TitleId, Optional<TitleKey>> keys,
      InstantSource clock) {
    this.viewers = viewers;
    this.visibility = visibility;
    this.keys = keys;
    this.clock = clock;
  }

  /// Somebody, as a request is to be answered to.
  ///
  /// @param visible what may be shown, the caller's filter and its dislikes included
  /// @param suitable what may be spoken of, wherever it may be watched and whatever the caller asks
  /// @param refused titles that are shown nowhere: excluded, disliked, not of interest
  /// @param wanted people and genres liked by the request
  /// @param region of the context, else of the user; null when neither is known
  /// @param unknown ids in the request that name no title, in its order
  record Member(
      Viewer viewer,
      Filter visible,
      Filter suitable,
      Set<TitleKey> refused,
      List<Filter> wanted,
      @Nullable String region,
      List<TitleId> unknown) {
    /// What is left out of every list but those of what was begun.
    Set<TitleKey> known() {
      Set<TitleKey> known = new HashSet<>(refused);
      known.addAll(viewer.seen());
      for (HistoryEntry entry : viewer.history())
        if (entry.latest().opinion()) known.add(entry.title());
      return known;
    }

    /// The titles that the viewer took to, the latest first.
    List<HistoryEntry> liked() {
      return viewer.history().stream().filter(e -> e.reward() >= Reward.TAKEN_TO).toList();
    }
  }

  Member of(RecommendationRequest request) {
    List<TitleId> unknown = new ArrayList<>();
    Viewer stored = stored(request.user());
    Viewer viewer = viewers.after(stored, told(request, unknown));
    String from = request.region();
    Filter visible = visible(viewer.user(), from, request.filter());
    Set<TitleKey> refused = new HashSet<>();
    for (TitleId id : request.exclude()) key(id, unknown).ifPresent(refused::add);
    List<Filter> wanted = new ArrayList<>();
    for (Preference preference : request.preferences()) {
      Filter named = named(preference);
      if (named == null) continue;
      if (preference.weight() > 0) wanted.add(Filter.and(named, visible));
      else visible = Filter.and(visible, new Filter.Not(named));
    }
    for (HistoryEntry entry : viewer.history()) {
      if (entry.latest() == EventType.DISLIKE || entry.latest() == EventType.NOT_INTERESTED)
        refused.add(entry.title());
    }
    return new Member(
        viewer,
        visible,
        visibility.suitable(viewer.user()),
        refused,
        wanted,
        from == null ? viewer.user().region() : from,
        unknown);
  }

  /// What a user may be shown now, of what the caller's filter keeps.
  ///
  /// @param from region that the request came from; null when it did not say so
  Filter visible(@Nullable UserId id, @Nullable String from, Filter filter) {
    return visible(stored(id).user(), from, filter);
  }

  private Filter visible(User user, @Nullable String from, Filter filter) {
    return Filter.and(visibility.filter(user, from, clock.instant()), filter);
  }

  private Viewer stored(@Nullable UserId id) {
    if (id == null) return viewers.of(User.unknown(NOBODY), List.of());
    return viewers.find(id).orElseGet(() -> viewers.of(User.unknown(id), List.of()));
  }

  /// What the request tells, the later the place the later the time; likes and dislikes last.
  private List<Interaction> told(RecommendationRequest request, List<TitleId> unknown) {
    List<Interaction> told = new ArrayList<>();
    Instant now = clock.instant();
    int after = request.history().size() + request.preferences().size();
    for (Past past : request.history()) {
      Instant at = past.at() == null ? now.minusSeconds(after) : past.at();
      after--;
      add(told, past.title(), past.type(), past.value(), at, unknown);
    }
    // The first that is liked is the latest: it is what "like this" means.
    for (Preference preference : request.preferences().reversed()) {
      Instant at = now.minusSeconds(after--);
      if (preference instanceof Preference.OfTitle title) {
        EventType type = preference.weight() > 0 ? EventType.LIKE : EventType.DISLIKE;
        add(told, title.id(), type, LIKED, at, unknown);
      }
    }
    return told;
  }

  private void add(
      List<Interaction> told,
      TitleId title,
      EventType type,
      double value,
      Instant at,
      List<TitleId> unknown) {
    key(title, unknown)
        .ifPresent(
            key -> told.add(new Interaction(told.size() + 1, UNKNOWN, key, type, value, at)));
  }

  private Optional<TitleKey> key(TitleId id, List<TitleId> unknown) {
    Optional<TitleKey> key = keys.apply(id);
    if (key.isEmpty()) unknown.add(id);
    return key;
  }

  private static @Nullable Filter named(Preference preference) {
    return switch (preference) {
      case Preference.OfTitle _, Preference.OfText _ -> null;
      case Preference.OfPerson person -> has("people", person.name());
      case Preference.OfGenre genre -> has("genres", genre.name());
    };
  }

  private static Filter has(String field, String value) {
    return new Filter.AnyOf(
        FilterField.named(field).orElseThrow(), List.of(new Filter.Text(value)));
  }
}
