package dev.kindred.feedback;

import dev.kindred.catalogue.TitleKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The events of all viewers, durable, each id once for ever. Written by one writer in groups;
/// reads see committed data and never wait for writes, nor do writes wait for reads. Titles are the
/// own keys of ids ([StoredEvent#title]) here; [TitleRedirects] leads from them to the titles they
/// are now. Thread-safe. Failures are those of [dev.kindred.catalogue.TitleStore].
public interface EventStore {
  /// Records the events, all in one commit, and creates the users that nobody put before; completes
  /// once they would survive a power cut.
  ///
  /// @param events without a seq
  /// @return for each event whether it was new
  CompletableFuture<List<Outcome>> record(List<StoredEvent> events, Urgency urgency);

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

  /// A place in a viewer's events by time.
  record Position(long timestampMillis, long seq) {
    public static Position of(Interaction interaction) {
      return new Position(interaction.timestamp().toEpochMilli(), interaction.seq());
    }
  }

  Position NEWEST = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

  /// The titles a viewer has watched or rated ([EventType#seen]), in no order.
  List<TitleKey> seen(UserKey user);

  /// Up to `limit` events of a user in the order of arrival, as they were told.
  List<StoredEvent> page(UserId user, long afterSeq, int limit);

  /// How many events there are, up to those that were erased.
  long count();

  /// The seq of the event that arrived last, 0 when there was none.
  long lastSeq();
}
