package dev.kindred.testing;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventId;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventStore.Position;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserKey;
import dev.kindred.feedback.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Events and users in memory, for tests.
public final class MemoryFeedback {
  private final List<StoredEvent> recorded = new ArrayList<>();
  private final Set<EventId> ids = new HashSet<>();
  private final Map<UserId, StoredUser> known = new HashMap<>();
  private int keys;
  private long seq;
  private @Nullable RuntimeException writeFailure;

  /// Every later write fails with `failure`; null ends that.
  public synchronized void failWrites(@Nullable RuntimeException failure) {
    writeFailure = failure;
  }

  /// Forgets everything.
  public synchronized void clear() {
    recorded.clear();
    ids.clear();
    known.clear();
  }

  public EventStore events() {
    return new Events();
  }

  public UserStore users() {
    return new Users();
  }

  private synchronized StoredUser user(User user) {
    StoredUser old = known.get(user.id());
    UserKey key = old == null ? new UserKey(++keys) : old.key();
    StoredUser stored = new StoredUser(key, user, Instant.EPOCH, Instant.EPOCH);
    known.put(user.id(), stored);
    return stored;
  }

  private synchronized Stream<Interaction> interactions() {
    return List.copyOf(recorded).stream()
        .filter(event -> event.title() != null)
        .map(event ->
            new Interaction(
                event.seq(),
                Objects.requireNonNull(known.get(event.user())).key(),
                Objects.requireNonNull(event.title()),
                event.type(),
                Event.number(event.value()),
                event.timestamp()));
  }

  private synchronized void endSimulation() {
    recorded.removeIf(event -> {
      boolean simulated = event.user().simulated();
      if (simulated) ids.remove(event.id());
      return simulated;
    });
    known.keySet().removeIf(UserId::simulated);
  }

  private final class Events implements EventStore {
    @Override
    public CompletableFuture<List<Outcome>> record(List<StoredEvent> events, Urgency urgency) {
      synchronized (MemoryFeedback.this) {
        if (writeFailure != null) return CompletableFuture.failedFuture(writeFailure);
        if (events.stream().anyMatch(event -> event.type().tells())) endSimulation();
        List<Outcome> outcomes = new ArrayList<>();
        for (StoredEvent event : events) {
          boolean isNew = ids.add(event.id());
          outcomes.add(isNew ? Outcome.ACCEPTED : Outcome.DUPLICATE);
          if (!isNew) continue;
          if (!known.containsKey(event.user())) user(User.unknown(event.user()));
          recorded.add(
              new StoredEvent(
                  ++seq,
                  event.id(),
                  event.type(),
                  event.user(),
                  event.title(),
                  event.timestamp(),
                  event.value(),
                  event.origin()));
        }
        return CompletableFuture.completedFuture(outcomes);
      }
    }

    @Override
    public CompletableFuture<Boolean> simulate(List<StoredEvent> events) {
      synchronized (MemoryFeedback.this) {
        boolean told = recorded.stream().anyMatch(e -> !e.user().simulated() && e.type().tells());
        if (told && !events.isEmpty()) return CompletableFuture.completedFuture(false);
        endSimulation();
        return record(events, Urgency.MASS).thenApply(_ -> true);
      }
    }

    @Override
    public boolean simulated() {
      synchronized (MemoryFeedback.this) {
        return known.keySet().stream().anyMatch(UserId::simulated);
      }
    }

    @Override
    public List<Interaction> interactions(long afterSeq, int limit) {
      return MemoryFeedback.this
          .interactions()
          .filter(e -> e.seq() > afterSeq)
          .limit(limit)
          .toList();
    }

    @Override
    public List<Interaction> latest(UserKey user, Position before, int limit) {
      return MemoryFeedback.this
          .interactions()
          .filter(e -> e.user().equals(user) && e.type().tells())
          .filter(e -> Position.of(e).compareTo(before) < 0)
          .sorted(Comparator.comparing(Position::of, Comparator.reverseOrder()))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Interaction> since(UserKey user, long afterSeq) {
      return MemoryFeedback.this
          .interactions()
          .filter(e -> e.user().equals(user) && e.type().tells() && e.seq() > afterSeq)
          .toList();
    }

    @Override
    public List<TitleKey> seen(UserKey user) {
      return MemoryFeedback.this
          .interactions()
          .filter(e -> e.user().equals(user) && e.type().seen())
          .map(Interaction::title)
          .distinct()
          .toList();
    }

    @Override
    public List<StoredEvent> page(UserId user, Position after, int limit) {
      synchronized (MemoryFeedback.this) {
        return recorded.stream()
            .filter(e -> e.user().equals(user) && Position.of(e).compareTo(after) > 0)
            .sorted(Comparator.comparing(Position::of))
            .limit(limit)
            .toList();
      }
    }

    @Override
    public long count() {
      synchronized (MemoryFeedback.this) {
        return recorded.size();
      }
    }

    @Override
    public long lastSeq() {
      synchronized (MemoryFeedback.this) {
        return seq;
      }
    }
  }

  private final class Users implements UserStore {
    @Override
    public CompletableFuture<Boolean> put(User user) {
      synchronized (MemoryFeedback.this) {
        boolean created = !known.containsKey(user.id());
        user(user);
        return CompletableFuture.completedFuture(created);
      }
    }

    @Override
    public Optional<StoredUser> find(UserId id) {
      synchronized (MemoryFeedback.this) {
        return Optional.ofNullable(known.get(id));
      }
    }

    @Override
    public List<StoredUser> described(int afterKey, int limit) {
      synchronized (MemoryFeedback.this) {
        return known.values().stream()
            .filter(user -> user.key().value() > afterKey)
            .filter(user -> !user.user().equals(User.unknown(user.user().id())))
            .sorted(Comparator.comparing(StoredUser::key))
            .limit(limit)
            .toList();
      }
    }

    @Override
    public boolean erase(UserId id, Runnable gone) {
      boolean there;
      synchronized (MemoryFeedback.this) {
        recorded.removeIf(event -> {
          boolean own = event.user().equals(id);
          if (own) ids.remove(event.id());
          return own;
        });
        there = known.remove(id) != null;
      }
      gone.run();
      return there;
    }

    @Override
    public long count() {
      synchronized (MemoryFeedback.this) {
        return known.size();
      }
    }
  }
}
