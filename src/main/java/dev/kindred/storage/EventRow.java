package dev.kindred.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventId;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.UserId;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An event with what its row keeps as text. What many events of a viewer share, the session and
/// the answer that showed the titles, is stored once for all of them; what no column holds and each
/// event says anew, the local time and what was searched for, stands in its own row.
///
/// @param origin JSON, null when nothing is known
/// @param detail JSON, null when there is nothing
record EventRow(StoredEvent event, @Nullable String origin, @Nullable String detail) {
  private static final String LOCAL_TIME = "localTime";
  private static final String QUERY = "query";
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int UUID_BYTES = 16;

  /// Begins the bytes of an id that is no UUID; no id holds it.
  private static final byte TEXT = 0;

  static EventRow of(StoredEvent event) {
    ObjectNode detail = Json.object();
    ObjectNode origin = EventJson.write(event.origin());
    origin.remove("position");
    if (origin.get("context") instanceof ObjectNode context) {
      JsonNode localTime = context.remove(LOCAL_TIME);
      if (localTime != null) detail.set(LOCAL_TIME, localTime);
    }
    if (event.value() instanceof Value.Query query) detail.put(QUERY, query.text());
    return new EventRow(event, text(origin), text(detail));
  }

  int weight() {
    return 100 + (origin == null ? 0 : origin.length()) + (detail == null ? 0 : detail.length());
  }

  /// The 16 bytes of a UUID; of any other id a zero and its UTF-8, twice the zero when it would
  /// have 16 bytes.
  static byte[] bytes(EventId id) {
    if (UUID_FORM.matcher(id.value()).matches()) {
      UUID uuid = UUID.fromString(id.value());
      return ByteBuffer.allocate(UUID_BYTES)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    byte[] text = id.value().getBytes(StandardCharsets.UTF_8);
    int zeros = text.length + 1 == UUID_BYTES ? 2 : 1;
    return ByteBuffer.allocate(zeros + text.length).put(zeros, text).array();
  }

  /// The inverse of [#bytes].
  static EventId id(byte[] bytes) {
    if (bytes.length == UUID_BYTES) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new EventId(new UUID(buffer.getLong(), buffer.getLong()).toString());
    }
    int zeros = bytes[1] == TEXT ? 2 : 1;
    return new EventId(new String(bytes, zeros, bytes.length - zeros, StandardCharsets.UTF_8));
  }

  /// The first number of a value, as its column holds it.
  static @Nullable Double first(Value value) {
    return switch (value) {
      case Value.Nothing _, Value.Query _ -> null;
      case Value.Watch watch -> watch.portion();
      case Value.Hover hover -> (double) hover.duration().toMillis();
      case Value.Rating rating -> rating.value();
    };
  }

  static @Nullable Double second(Value value) {
    return switch (value) {
      case Value.Nothing _, Value.Query _, Value.Hover _ -> null;
      case Value.Watch watch -> watch.positionSec();
      case Value.Rating rating -> rating.scale();
    };
  }

  /// The inverse of [#first] and [#second].
  ///
  /// @param query what was searched for, of a search
  static Value value(
      EventType type, @Nullable Double first, @Nullable Double second, String query) {
    return switch (type) {
      case PLAY, PROGRESS, COMPLETE, STOP, REWATCH ->
          first == null && second == null ? Value.NONE : new Value.Watch(first, second);
      case HOVER ->
          new Value.Hover(Duration.ofMillis(Objects.requireNonNull(first, "no ms").longValue()));
      case RATE ->
          new Value.Rating(
              Objects.requireNonNull(first, "no rating"),
              Objects.requireNonNull(second, "no scale"));
      case SEARCH -> new Value.Query(query);
      case IMPRESSION, CLICK, LIKE, DISLIKE, NOT_INTERESTED, ADD_TO_LIST, REMOVE_FROM_LIST ->
          Value.NONE;
    };
  }

  /// The event of a row of `event`, with the body of its `origin`.
  static StoredEvent read(ResultSet row, UserId user) throws SQLException {
    long seq = row.getLong("seq");
    try {
      EventType type = EventType.of(row.getInt("type"));
      Integer title = integer(row, "title_key");
      String detail = row.getString("detail");
      JsonNode more = detail == null ? Json.object() : Json.parse(detail);
      return new StoredEvent(
          seq,
          id(row.getBytes("id")),
          type,
          user,
          title == null ? null : new TitleKey(title),
          Instant.ofEpochMilli(row.getLong("at")),
          value(type, number(row, "value"), number(row, "extra"), more.path(QUERY).asText()),
          origin(row.getString("origin"), integer(row, "position"), more.get(LOCAL_TIME)));
    } catch (InvalidJsonException | IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException("the row of event " + seq + " is damaged", e));
    }
  }

  private static Origin origin(
      @Nullable String body, @Nullable Integer position, @Nullable JsonNode localTime) {
    ObjectNode json = body == null ? Json.object() : (ObjectNode) Json.parse(body);
    if (position != null) json.put("position", position);
    if (localTime != null) json.withObject("/context").set(LOCAL_TIME, localTime);
    return EventJson.origin(json);
  }

  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : number;
  }

  private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }

  private static @Nullable String text(ObjectNode json) {
    return json.isEmpty() ? null : Json.write(json);
  }
}
