package dev.kindred.testing;

import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventId;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Builds events for tests: `Events.of(PLAY).by("ann").on("her").at(seconds)`.
public final class Events {
  private final EventType type;
  private String id;
  private String user = "ann";
  private @Nullable String title = "her";
  private Instant at = Instant.ofEpochSecond(1_700_000_000);
  private Value value = Value.NONE;
  private Origin origin = Origin.UNKNOWN;

  private Events(EventType type) {
    this.type = type;
    this.id = "e-" + type;
    if (type == EventType.SEARCH) title = null;
  }

  public static Events of(EventType type) {
    return new Events(type);
  }

  public Events called(String value) {
    id = value;
    return this;
  }

  public Events by(String value) {
    user = value;
    return this;
  }

  public Events on(String value) {
    title = value;
    return this;
  }

  /// Seconds after 1970.
  public Events at(long seconds) {
    at = Instant.ofEpochSecond(seconds);
    return this;
  }

  public Events saying(Value said) {
    value = said;
    return this;
  }

  /// How far the title was watched.
  public Events portion(double portion) {
    return saying(new Value.Watch(portion, null));
  }

  public Events from(Origin where) {
    origin = where;
    return this;
  }

  public Event build() {
    return new Event(
        new EventId(id),
        type,
        new UserId(user),
        title == null ? null : new TitleId(title),
        at,
        value,
        origin);
  }
}
