package dev.kindred.feedback;

import dev.kindred.catalogue.TitleKey;
import org.jspecify.annotations.Nullable;

/// An event with the keys that its ids stand for.
///
/// @param seq its place in the order of arrival, from 1; 0 before it is stored
/// @param title the own key of the event's title id: that of the title the id was first given to,
///   also when it was merged into another since, so that a split undoes a merge of events too; null
///   for [EventType#SEARCH] only
public record StoredEvent(long seq, Event event, @Nullable TitleKey title) {
  public StoredEvent {
    if ((title == null) != (event.title() == null))
      throw new IllegalArgumentException("the title of event " + event.id() + " has no key");
  }
}
