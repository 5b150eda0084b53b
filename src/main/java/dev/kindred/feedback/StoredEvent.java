package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An [Event] as the store holds it: with the key of its title in place of the id.
///
/// @param seq its place in the order of arrival, from 1; 0 before it is stored
/// @param title the own key of the event's title id: that of the title the id was first given to,
///   also when it was merged into another since, so that a split undoes a merge of events too; null
///   for [EventType#SEARCH] only
public record StoredEvent(
    long seq,
    EventId id,
    EventType type,
    UserId user,
    @Nullable TitleKey title,
    Instant timestamp,
    Value value,
    Origin origin) {

  public StoredEvent {
    if ((title == null) != (type == EventType.SEARCH))
      throw new IllegalArgumentException("the title of " + type + " " + id + " has no key");
  }

  /// An event that is to be stored.
  public static StoredEvent of(Event event, @Nullable TitleKey title) {
    return new StoredEvent(
        0,
        event.id(),
        event.type(),
        event.user(),
        title,
        event.timestamp(),
        event.value(),
        event.origin());
  }

  /// The event as it was told.
  ///
  /// @param titleId of its title
  public Event told(@Nullable TitleId titleId) {
    return new Event(id, type, user, titleId, timestamp, value, origin);
  }
}
