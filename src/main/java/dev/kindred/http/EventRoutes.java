package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.EventRecorder.Outcome;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/v1/events`: what viewers did, an array or NDJSON. An event that cannot be taken is refused
/// alone.
final class EventRoutes {
  static final int MAX_EVENTS = 1_000;
  static final int MAX_BYTES = 2 << 20;
  private static final String JSON = "application/json";
  private static final String[] TYPES = {JSON, "application/x-ndjson", "application/jsonl"};

  private final Backend.RecordEvents record;
  private final RequestBody bodies;

  /// @param bodies of at most [#MAX_BYTES]
  EventRoutes(Backend.RecordEvents record, RequestBody bodies) {
    this.record = record;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(Route.api(HandlerType.POST, "/v1/events", Scope.EVENTS, this::record));
  }

  private void record(Context ctx) {
    Query.of(ctx).end();
    byte[] body = bodies.bytes(ctx, TYPES);
    List<Submitted> submitted = isArray(ctx) ? array(body) : lines(body);
    List<Event> events = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Outcome[] outcomes = new Outcome[submitted.size()];
    for (int i = 0; i < submitted.size(); i++) {
      switch (submitted.get(i)) {
        case Submitted.Told told -> {
          events.add(told.event());
          places.add(i);
        }
        case Submitted.Bad bad -> outcomes[i] = bad.outcome();
      }
    }
    List<Outcome> recorded =
        events.isEmpty() ? List.of() : TitleRoutes.await(record.record(events));
    for (int i = 0; i < recorded.size(); i++) outcomes[places.get(i)] = recorded.get(i);
    Reply.json(ctx, 202, json(outcomes));
  }

  /// One element of the body, read.
  private sealed interface Submitted {
    record Told(Event event) implements Submitted {}

    record Bad(Outcome.Rejected outcome) implements Submitted {}
  }

  private static boolean isArray(Context ctx) {
    String type = ctx.header("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).strip().startsWith(JSON);
  }

  private static List<Submitted> array(byte[] body) {
    JsonNode node = Json.parse(body);
    if (!node.isArray()) {
      throw new ProblemException(
          Problem.malformed(
              "", "wrongType", "expected an array of events; send one event as [{…}]"));
    }
    if (node.size() > MAX_EVENTS) throw tooMany(node.size());
    List<Submitted> submitted = new ArrayList<>(node.size());
    for (JsonNode event : node) submitted.add(read(event));
    return submitted;
  }

  /// Empty lines are none; a line that is no JSON is one event refused.
  private static List<Submitted> lines(byte[] body) {
    List<String> lines = Json.decode(body).lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() > MAX_EVENTS) throw tooMany(lines.size());
    List<Submitted> submitted = new ArrayList<>(lines.size());
    for (String line : lines) {
      try {
        submitted.add(read(Json.parse(line)));
      } catch (InvalidJsonException e) {
        submitted.add(bad(e.faults().getFirst()));
      }
    }
    return submitted;
  }

  private static Submitted read(JsonNode node) {
    Faults faults = new Faults();
    Event event = EventJson.read(JsonFields.of(node, "", faults));
    if (event != null) return new Submitted.Told(event);
    return bad(faults.list().getFirst());
  }

  private static Submitted bad(Fault fault) {
    String at = fault.pointer().isEmpty() ? "" : fault.pointer() + ": ";
    return new Submitted.Bad(new Outcome.Rejected(fault.code(), at + fault.detail()));
  }

  private static ProblemException tooMany(int events) {
    return new ProblemException(
        Problem.of(
            413,
            "tooManyEvents",
            "a request may hold at most %d events, got %d; nothing was recorded"
                .formatted(MAX_EVENTS, events)));
  }

  private static ObjectNode json(@Nullable Outcome[] outcomes) {
    ObjectNode out = Json.object();
    ArrayNode rejected = Json.array();
    int accepted = 0;
    int duplicates = 0;
    for (int i = 0; i < outcomes.length; i++) {
      switch (outcomes[i]) {
        case Outcome.Accepted _ -> accepted++;
        case Outcome.Duplicate _ -> duplicates++;
        case Outcome.Rejected no ->
            rejected.addObject().put("index", i).put("code", no.code()).put("detail", no.detail());
        case null -> throw new IllegalStateException("event " + i + " has no outcome");
      }
    }
    return out.put("accepted", accepted).put("duplicates", duplicates).set("rejected", rejected);
  }
}
