package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.feedback.EventStore.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The one way by which events are recorded: refuses those that cannot be, each alone, finds the
/// keys of titles, stores the rest in one commit, and tells who follows viewers before the answer
/// is given. An event may arrive late and out of order: where it belongs is its timestamp's to say.
/// Thread-safe.
public final class EventRecorder {
  private final TitleStore titles;
  private final EventStore events;
  private final Duration clockSkew;
  private final InstantSource clock;
  private final Consumer<Set<UserId>> recorded;

  /// @param recorded told of whom events were stored, after they are durable and before the answer
  public EventRecorder(
      TitleStore titles,
      EventStore events,
      Duration clockSkew,
      InstantSource clock,
      Consumer<Set<UserId>> recorded) {
    this.titles = titles;
    this.events = events;
    this.clockSkew = clockSkew;
    this.clock = clock;
    this.recorded = recorded;
  }

  /// What became of an event.
  public sealed interface Outcome {
    Outcome ACCEPTED = new Accepted();
    Outcome DUPLICATE = new Duplicate();

    record Accepted() implements Outcome {}

    record Duplicate() implements Outcome {}

    /// @param code stable camelCase name, for programs
    record Rejected(String code, String detail) implements Outcome {}
  }

  /// Records what can be; completes once that would survive a power cut.
  ///
  /// @return an outcome for each event, in their order
  public CompletableFuture<List<Outcome>> record(List<Event> told, Urgency urgency) {
    Map<TitleId, TitleKey> keys = titles.ownKeys(titles(told));
    Instant latest = clock.instant().plus(clockSkew);
    List<Outcome> outcomes = new ArrayList<>(told.size());
    List<StoredEvent> sound = new ArrayList<>(told.size());
    List<Integer> places = new ArrayList<>(told.size());
    for (Event event : told) {
      TitleId title = event.title();
      TitleKey key = title == null ? null : keys.get(title);
      if (event.user().simulated()) {
        outcomes.add(
            new Outcome.Rejected(
                "reservedUser",
                "userId \"%s\" begins with \"%s\", which only the simulated audience does"
                    .formatted(event.user(), UserId.SIMULATED)));
      } else if (event.timestamp().isAfter(latest)) {
        outcomes.add(
            new Outcome.Rejected(
                "fromTheFuture",
                "timestamp %s lies more than %d s after the clock of this server"
                    .formatted(event.timestamp(), clockSkew.toSeconds())));
      } else if (title != null && key == null) {
        outcomes.add(new Outcome.Rejected("unknownTitle", "there is no title \"" + title + "\""));
      } else {
        places.add(outcomes.size());
        sound.add(StoredEvent.of(event, key));
        outcomes.add(Outcome.DUPLICATE);
      }
    }
    if (sound.isEmpty()) return CompletableFuture.completedFuture(outcomes);
    return events
        .record(sound, urgency)
        .thenApply(stored -> {
          Set<UserId> users = new LinkedHashSet<>();
          for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i) == EventStore.Outcome.DUPLICATE) continue;
            outcomes.set(places.get(i), Outcome.ACCEPTED);
            users.add(sound.get(i).user());
          }
          recorded.accept(users);
          return outcomes;
        });
  }

  /// Records a simulated audience in place of the one before; see [EventStore#simulate].
  ///
  /// @param told of simulated viewers, about titles of the catalogue
  /// @return whether it is there now: not when real viewers are
  public CompletableFuture<Boolean> simulate(List<Event> told) {
    Map<TitleId, TitleKey> keys = titles.ownKeys(titles(told));
    List<StoredEvent> events = new ArrayList<>(told.size());
    for (Event event : told) {
      if (!event.user().simulated())
        throw new IllegalArgumentException(event.user() + " is no simulated viewer");
      TitleId title = event.title();
      events.add(StoredEvent.of(event, title == null ? null : keys.get(title)));
    }
    return this.events.simulate(events);
  }

  private static Set<TitleId> titles(List<Event> told) {
    Set<TitleId> ids = new LinkedHashSet<>();
    for (Event event : told) if (event.title() != null) ids.add(event.title());
    return ids;
  }
}
