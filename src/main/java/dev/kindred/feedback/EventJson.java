package dev.kindred.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.Event.Context;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The JSON form of an event: the same in the API, in exports and, in parts, in the store. What an
/// event says stands beside its type: `portion` and `positionSec`, `durationMs`, `value` and
/// `scale`, `query`. Reading is strict: every fault is recorded with its pointer.
public final class EventJson {
  private static final int MAX_NAME = 256;
  private static final int MAX_POSITION = 1_000_000;
  private static final double DEFAULT_SCALE = 5;

  private EventJson() {}

  /// The event, or null when it has faults.
  public static @Nullable Event read(JsonFields in) {
    int before = in.faults().count();
    String id = id(in, "id");
    EventType type = in.choice("type", EventType.class);
    if (!in.has("type")) required(in, "type");
    String user = id(in, "userId");
    Instant timestamp = timestamp(in);
    @Nullable String title = null;
    Value value = Value.NONE;
    if (type != null) {
      if (type != EventType.SEARCH) title = id(in, "titleId");
      value = value(in, type);
    }
    Origin origin = origin(in);
    if (type != null) in.end();
    if (in.faults().count() > before || type == null || timestamp == null) return null;
    return new Event(
        new EventId(id),
        type,
        new UserId(user),
        title == null ? null : new TitleId(title),
        timestamp,
        value,
        origin);
  }

  public static ObjectNode write(Event event) {
    ObjectNode out =
        Json.object()
            .put("id", event.id().value())
            .put("type", Json.name(event.type()))
            .put("userId", event.user().value());
    if (event.title() != null) out.put("titleId", event.title().value());
    out.put("timestamp", event.timestamp().toString());
    switch (event.value()) {
      case Value.Nothing _ -> {}
      case Value.Watch watch -> {
        if (watch.portion() != null) out.put("portion", watch.portion());
        if (watch.positionSec() != null) out.put("positionSec", watch.positionSec());
      }
      case Value.Hover hover -> out.put("durationMs", hover.duration().toMillis());
      case Value.Rating rating -> out.put("value", rating.value()).put("scale", rating.scale());
      case Value.Query query -> out.put("query", query.text());
    }
    return out.setAll(write(event.origin()));
  }

  /// The fields of an event that say where it happened.
  public static ObjectNode write(Origin origin) {
    ObjectNode out = Json.object();
    put(out, "sessionId", origin.sessionId());
    put(out, "recommendationId", origin.recommendationId());
    put(out, "searchId", origin.searchId());
    if (origin.position() != null) out.put("position", origin.position());
    put(out, "placement", origin.placement());
    Context context = origin.context();
    if (context != null) {
      ObjectNode inner = out.putObject("context");
      if (context.localTime() != null) inner.put("localTime", context.localTime().toString());
      put(inner, "device", context.device());
      put(inner, "locale", context.locale());
      put(inner, "region", context.region());
    }
    return out;
  }

  /// The inverse of [#write(Origin)].
  ///
  /// @throws dev.kindred.json.InvalidJsonException when it is none
  public static Origin origin(JsonNode json) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(json, "", faults);
    Origin origin = origin(in);
    in.end();
    faults.throwIfAny();
    return origin;
  }

  private static Origin origin(JsonFields in) {
    return new Origin(
        in.text("sessionId", MAX_NAME),
        in.text("recommendationId", MAX_NAME),
        in.text("searchId", MAX_NAME),
        in.integer("position", 1, MAX_POSITION),
        in.text("placement", MAX_NAME),
        context(in.object("context")));
  }

  /// What surrounds a viewer, as events and requests tell it.
  public static @Nullable Context context(@Nullable JsonFields in) {
    if (in == null) return null;
    OffsetDateTime localTime = time(in, "localTime");
    Context context =
        new Context(localTime, in.text("device", 100), UserJson.locale(in), UserJson.region(in));
    in.end();
    return context;
  }

  private static Value value(JsonFields in, EventType type) {
    return switch (type) {
      case PLAY, PROGRESS, COMPLETE, STOP, REWATCH -> {
        Double portion = in.number("portion", 0, 1);
        Double position = in.number("positionSec", 0, Value.MAX_POSITION);
        if (type == EventType.PROGRESS && !in.has("portion") && !in.has("positionSec"))
          required(in, "portion");
        yield portion == null && position == null ? Value.NONE : new Value.Watch(portion, position);
      }
      case HOVER -> {
        Double millis = requiredNumber(in, "durationMs", 0, (double) Value.MAX_HOVER.toMillis());
        yield millis == null ? Value.NONE : new Value.Hover(Duration.ofMillis(Math.round(millis)));
      }
      case RATE -> {
        Double given = in.number("scale", Double.MIN_VALUE, Value.MAX_SCALE);
        double scale = given == null ? DEFAULT_SCALE : given;
        Double value = requiredNumber(in, "value", 0, scale);
        yield value == null ? Value.NONE : new Value.Rating(value, scale);
      }
      case SEARCH -> {
        String text = in.requiredText("query", Value.MAX_QUERY);
        yield new Value.Query(text);
      }
      case IMPRESSION, CLICK, LIKE, DISLIKE, NOT_INTERESTED, ADD_TO_LIST, REMOVE_FROM_LIST ->
          Value.NONE;
    };
  }

  private static @Nullable Instant timestamp(JsonFields in) {
    if (!in.has("timestamp")) {
      required(in, "timestamp");
      return null;
    }
    OffsetDateTime time = time(in, "timestamp");
    if (time == null) return null;
    Instant instant = time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    if (instant.isBefore(Instant.EPOCH)) {
      in.faults().malformed(in.pointer("timestamp"), "outOfRange", "lies before 1970");
      return null;
    }
    return instant;
  }

  private static @Nullable OffsetDateTime time(JsonFields in, String name) {
    String text = in.text(name, 64);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      in.faults()
          .malformed(
              in.pointer(name),
              "invalidFormat",
              "must be an RFC 3339 time such as 2026-01-31T20:15:00Z, got \"" + text + "\"");
      return null;
    }
  }

  private static String id(JsonFields in, String name) {
    int before = in.faults().count();
    String id = in.requiredText(name, TitleId.MAX_BYTES);
    String fault = in.faults().count() > before ? null : TitleId.fault(id);
    if (fault != null) in.faults().malformed(in.pointer(name), "invalidId", fault);
    return id;
  }

  private static @Nullable Double requiredNumber(
      JsonFields in, String name, double min, double max) {
    if (!in.has(name)) required(in, name);
    return in.number(name, min, max);
  }

  private static void required(JsonFields in, String name) {
    in.faults().malformed(in.pointer(name), "required", "is required");
  }

  private static void put(ObjectNode out, String name, @Nullable String value) {
    if (value != null) out.put(name, value);
  }
}
