package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventJson;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the query parameters of one request strictly, like [JsonFields] reads a body: faults are
/// collected under `?name`, [#end] refuses what nothing asked for and throws when anything was
/// wrong. Not thread-safe.
final class Query {
  private final Faults faults = new Faults();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Query() {}

  static Query of(Context ctx) {
    Query query = new Query();
    String raw = ctx.req().getQueryString();
    if (raw == null || raw.isEmpty()) return query;
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = Percent.decodeQuery(equals < 0 ? pair : pair.substring(0, equals), "?");
      String pointer = "?" + (name.length() <= 60 ? name : name.substring(0, 60) + "…");
      String value = equals < 0 ? "" : Percent.decodeQuery(pair.substring(equals + 1), pointer);
      if (query.values.putIfAbsent(name, value) != null) {
        query.faults.malformed(pointer, "duplicate", "is given more than once");
      }
    }
    return query;
  }

  Faults faults() {
    return faults;
  }

  /// The value, or null when absent or empty.
  @Nullable String text(String name, int maxLength) {
    known.add(name);
    String value = values.get(name);
    if (value == null || value.isBlank()) return null;
    return checked(name, Json.object().put(name, value), in -> in.text(name, maxLength));
  }

  /// Like [#text], blank when absent.
  String textOrEmpty(String name, int maxLength) {
    String value = text(name, maxLength);
    return value == null ? "" : value;
  }

  /// Records the absence of a parameter as a fault.
  void require(String name) {
    known.add(name);
    if (!values.containsKey(name)) faults.malformed("?" + name, "required", "is required");
  }

  int integer(String name, int min, int max, int absent) {
    String value = text(name, 20);
    if (value == null) return absent;
    if (!value.matches("-?[0-9]{1,9}")) {
      faults.malformed("?" + name, "wrongType", "expected a whole number, got \"" + value + "\"");
      return absent;
    }
    ObjectNode one = Json.object().put(name, Integer.parseInt(value));
    return checked(name, one, in -> in.integer(name, min, max, absent));
  }

  double number(String name, double min, double max, double absent) {
    String value = text(name, 40);
    if (value == null) return absent;
    if (!value.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")) {
      faults.malformed("?" + name, "wrongType", "expected a number, got \"" + value + "\"");
      return absent;
    }
    ObjectNode one = Json.object().put(name, Double.parseDouble(value));
    @Nullable Double number = checked(name, one, in -> in.number(name, min, max));
    return number == null ? absent : number;
  }

  boolean flag(String name, boolean absent) {
    String value = text(name, 40);
    if (value == null) return absent;
    if (!value.equals("true") && !value.equals("false")) {
      faults.malformed("?" + name, "wrongType", "expected true or false, got \"" + value + "\"");
      return absent;
    }
    return value.equals("true");
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E absent) {
    String value = text(name, 100);
    if (value == null) return absent;
    @Nullable E choice = checked(name, Json.object().put(name, value), in -> in.choice(name, type));
    return choice == null ? absent : choice;
  }

  /// A region as the context of a body has it.
  @Nullable String region(String name) {
    String value = text(name, 64);
    if (value == null) return null;
    return checked(
        name,
        Json.object().put("region", value),
        in -> {
          Event.Context context = EventJson.context(in);
          return context == null ? null : context.region();
        });
  }

  /// Comma-separated values.
  List<String> list(String name, int maxLength) {
    String value = text(name, maxLength);
    return value == null ? List.of() : List.of(value.split(",", -1));
  }

  /// A filter as JSON text; see [FilterJson].
  Filter filter(String name) {
    String value = text(name, 100_000);
    if (value == null) return Filter.NONE;
    try {
      return FilterJson.read(Json.parse(value), "?" + name, faults);
    } catch (InvalidJsonException e) {
      Fault fault = e.faults().getFirst();
      faults.malformed("?" + name + fault.pointer(), fault.code(), fault.detail());
      return Filter.NONE;
    }
  }

  /// Refuses unknown parameters, with the nearest known name, and throws when anything was wrong.
  void end() {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        String shown = name.length() <= 60 ? name : name.substring(0, 60) + "…";
        faults.malformed(
            "?" + shown,
            "unknownParameter",
            "unknown query parameter \"" + shown + "\"" + Nearest.hint(name, known));
      }
    }
    faults.throwIfAny();
  }

  /// Reads the one value as the field of an object, so that its checks are those of a body.
  private <T extends @Nullable Object> T checked(
      String name, ObjectNode one, Function<JsonFields, T> read) {
    Faults found = new Faults();
    T value = read.apply(JsonFields.of(one, "", found));
    for (Fault fault : found.list()) faults.malformed("?" + name, fault.code(), fault.detail());
    return value;
  }
}
