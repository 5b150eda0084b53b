package dev.kindred.feedback;

import dev.kindred.catalogue.TitleKey;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The events of all viewers, durable, each id once for ever. Written by one writer in groups;
/// reads see committed data and never wait for writes, nor do writes wait for reads. Titles are the
/// own keys of ids ([StoredEvent#title]) here; [TitleRedirects] leads from them to the titles they
/// are now. Thread-safe. Failures are those of [dev.kindred.catalogue.TitleStore].
public interface EventStore {
  /// Records the events, all in one commit, and creates the users that nobody put before; completes
  /// once they would survive a power cut. The first that tells something ([EventType#tells]) ends
  /// the simulation in that commit: whatever a simulated viewer did is erased.
  ///
  /// @param events without a seq, of real viewers
  /// @return for each event whether it was new
  CompletableFuture<List<Outcome>> record(List<StoredEvent> events, Urgency urgency);

  /// Puts these events in the place of the simulated audience, if there is one, all in one commit;
  /// unless somebody real has told something, for real and simulated events never stand together.
  ///
  /// @param events of [UserId#simulated] viewers, without a seq; none only end the simulation
  /// @return whether they are there now
  CompletableFuture<Boolean> simulate(List<StoredEvent> events);

  /// Whether there is a simulated audience.
  boolean simulated();

  /// Who goes first.
  enum Urgency {
    /// Somebody waits for it.
    AWAITED,
    /// One of many pieces of an import, each a few milliseconds of work: hundreds of events.
    MASS
  }

  /// What became of an event.
  enum Outcome {
    ACCEPTED,
    /// An event of this id is there already; nothing changed, even if it said something else.
    DUPLICATE
  }

  /// Up to `limit` events about titles in the order of arrival, for training: read a chunk at a
  /// time, each in a transaction of its own, beginning after the last seq of the one before.
  ///
  /// @param afterSeq 0 for the first
  List<Interaction> interactions(long afterSeq, int limit);

  /// A viewer's latest events that tell something ([EventType#tells]), the latest first.
  ///
  /// @param before reads on after this one, which must be the last of the chunk before; [#NEWEST]
  ///   for the first
  List<Interaction> latest(UserKey user, Position before, int limit);

  /// A viewer's events that tell something and arrived after one, in the order of arrival. Costs as
  /// much as all events since, whoever's, are many.
  List<Interaction> since(UserKey user, long afterSeq);

  /// A place in a viewer's events by time.
  record Position(long timestampMillis, long seq) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparingLong(Position::timestampMillis).thenComparingLong(Position::seq);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }

    public static Position of(Interaction interaction) {
      return new Position(interaction.timestamp().toEpochMilli(), interaction.seq());
    }

    public static Position of(StoredEvent event) {
      return new Position(event.timestamp().toEpochMilli(), event.seq());
    }
  }

  Position NEWEST = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

  Position OLDEST = new Position(Long.MIN_VALUE, Long.MIN_VALUE);

  /// The titles a viewer has watched or rated ([EventType#seen]), in no order.
  List<TitleKey> seen(UserKey user);

  /// Up to `limit` events of a user, as they were told, the earliest first. Costs as much as the
  /// chunk is long, however many there are.
  ///
  /// @param after reads on after this one; [#OLDEST] for the first
  List<StoredEvent> page(UserId user, Position after, int limit);

  /// How many events there are, up to those that were erased.
  long count();

  /// The seq of the event that arrived last, 0 when there was none.
  long lastSeq();
}
