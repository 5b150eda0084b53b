package dev.kindred.viewer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserStore;
import dev.kindred.index.TitleDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The viewers, read from the store when they are asked for and kept while nothing happens to them.
/// An event drops its viewer before it is answered, and the next look reads what the store holds
/// then: late events stand where they belong, and a crash loses nothing. Of viewers who were read
/// of late only what arrived since is read ([Recent]). Thread-safe.
public final class Viewers {
  /// Events kept of viewers who were read of late, about 100 bytes each.
  private static final int EVENTS_KEPT = 200_000;

  /// Titles of which is known what tastes read of them, about 500 bytes each.
  private static final int TITLES_KEPT = 20_000;

  /// Another process may merge titles; what is kept is not older than this.
  private static final Duration KEPT = Duration.ofMinutes(10);

  /// How long what was read of titles is believed.
  private static final Duration TITLES_BELIEVED = Duration.ofSeconds(30);

  private static final String ALL = "all titles";

  private final EventStore events;
  private final UserStore users;
  private final Function<Collection<TitleKey>, Map<TitleKey, TitleDocument>> documents;
  private final Reward reward;
  private final ViewerOptions options;
  private final LoadingCache<UserId, Optional<Viewer>> cache;

  /// What the viewers were read from. Written while its viewer is loaded or dropped only.
  private final Cache<UserId, Recent> recent;

  private final Cache<TitleKey, Traits> traits;

  /// Not read for each viewer: ids of other catalogues make it a long table to walk.
  private final LoadingCache<String, TitleRedirects> merged;

  /// @param redirects from the own keys of merged ids to their titles' keys
  /// @param documents the indexed titles among the keys
  public Viewers(
      EventStore events,
      UserStore users,
      Supplier<Map<TitleKey, TitleKey>> redirects,
      Function<Collection<TitleKey>, Map<TitleKey, TitleDocument>> documents,
      Reward reward,
      ViewerOptions options) {
    this.events = events;
    this.users = users;
    this.documents = documents;
    this.reward = reward;
    this.options = options;
    this.merged =
        Caffeine.newBuilder()
            .expireAfterWrite(TITLES_BELIEVED)
            .build(_ -> new TitleRedirects(redirects.get()));
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(EVENTS_KEPT)
            .weigher((UserId _, Recent of) -> of.latest().size() + of.seen().size())
            .build();
    this.traits =
        Caffeine.newBuilder().maximumSize(TITLES_KEPT).expireAfterWrite(TITLES_BELIEVED).build();
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(options.cached())
            .expireAfterWrite(KEPT)
            .build(this::read);
  }

  /// The viewer as all answered events have made it; empty when nothing is known of the id.
  public Optional<Viewer> find(UserId id) {
    return cache.get(id);
  }

  /// To be called once something of these users is durable, before it is answered.
  public void changed(Collection<UserId> ids) {
    cache.invalidateAll(ids); // waits for a read under way, which may have seen the state before
  }

  /// To be called once events of the user were erased, before that is answered.
  public void erased(UserId id) {
    var _ =
        cache
            .asMap()
            .compute(
                id,
                (user, _) -> {
                  recent.invalidate(user);
                  return null;
                });
  }

  /// To be called when titles were merged or split, or another process wrote.
  public void allChanged() {
    merged.invalidateAll();
    traits.invalidateAll();
    cache.invalidateAll();
  }

  /// A viewer of whom only these interactions are known, as when a request brings its own history.
  ///
  /// @param interactions in any order
  public Viewer of(User user, List<Interaction> interactions) {
    return viewer(user, interactions, Set.of());
  }

  /// The same viewer, who did this besides, all of it later than what is known.
  public Viewer after(Viewer known, List<Interaction> more) {
    if (more.isEmpty()) return known;
    Viewer told = viewer(known.user(), more, known.seen());
    Map<TitleKey, HistoryEntry> byTitle = new LinkedHashMap<>();
    told.history().forEach(entry -> byTitle.put(entry.title(), entry));
    known.history().forEach(entry -> byTitle.putIfAbsent(entry.title(), entry));
    List<HistoryEntry> history = byTitle.values().stream().limit(options.history()).toList();
    Affinities affinities = Affinities.of(history, traits(byTitle.keySet()), options.halfLife());
    return new Viewer(known.user(), history, told.seen(), affinities);
  }

  private Optional<Viewer> read(UserId id) {
    return users.find(id).map(this::read);
  }

  private Viewer read(StoredUser user) {
    TitleRedirects titles = merged.get(ALL);
    UserId id = user.user().id();
    Recent before = recent.getIfPresent(id);
    Recent now =
        before == null
            ? Recent.read(events, user.key(), titles, options.history())
            : before.renewed(events, user.key(), titles, options.history());
    recent.put(id, now);
    return viewer(user.user(), now.latest(), now.seen());
  }

  private Viewer viewer(User user, List<Interaction> interactions, Set<TitleKey> seen) {
    Map<TitleKey, List<Interaction>> byTitle = new LinkedHashMap<>();
    interactions.stream()
        .filter(one -> one.type().tells())
        .sorted((a, b) -> {
          int byTime = b.timestamp().compareTo(a.timestamp());
          return byTime != 0 ? byTime : Long.compare(b.seq(), a.seq());
        })
        .forEach(one -> byTitle.computeIfAbsent(one.title(), _ -> new ArrayList<>()).add(one));
    Map<TitleKey, Traits> known = traits(byTitle.keySet());
    List<HistoryEntry> history = new ArrayList<>();
    Set<TitleKey> all = new HashSet<>(seen);
    byTitle.forEach((title, ones) -> {
      Traits of = known.get(title);
      Integer runtime = of == null ? null : of.runtimeMinutes();
      if (history.size() < options.history()) history.add(entry(title, ones, runtime));
      if (ones.stream().anyMatch(one -> one.type().seen())) all.add(title);
    });
    return new Viewer(user, history, all, Affinities.of(history, known, options.halfLife()));
  }

  /// Of those titles that are indexed.
  private Map<TitleKey, Traits> traits(Set<TitleKey> titles) {
    Map<TitleKey, Traits> found = new HashMap<>(traits.getAllPresent(titles));
    Set<TitleKey> unknown = new HashSet<>(titles);
    unknown.removeAll(found.keySet());
    Map<TitleKey, Traits> read = new HashMap<>();
    if (!unknown.isEmpty())
      documents.apply(unknown).forEach((key, document) -> read.put(key, Traits.of(document)));
    traits.putAll(read);
    found.putAll(read);
    return found;
  }

  private HistoryEntry entry(
      TitleKey title, List<Interaction> ones, @Nullable Integer runtimeMinutes) {
    double portion = Double.NaN;
    boolean finished = false;
    for (Interaction one : ones) {
      boolean completed = one.type() == EventType.COMPLETE;
      finished |= completed || one.type() == EventType.REWATCH;
      double told = watched(one);
      if (!Double.isNaN(told)) portion = Double.isNaN(portion) ? told : Math.max(portion, told);
    }
    return new HistoryEntry(
        title,
        ones.getFirst().timestamp(),
        ones.getFirst().type(),
        portion,
        finished || portion >= reward.options().completeFrom(),
        reward.of(ones, runtimeMinutes));
  }

  private static double watched(Interaction one) {
    return switch (one.type()) {
      case PLAY, PROGRESS, STOP, REWATCH -> one.value();
      case COMPLETE -> Double.isNaN(one.value()) ? 1 : one.value();
      case IMPRESSION,
          CLICK,
          HOVER,
          RATE,
          LIKE,
          DISLIKE,
          NOT_INTERESTED,
          ADD_TO_LIST,
          REMOVE_FROM_LIST,
          SEARCH ->
          Double.NaN;
    };
  }
}
