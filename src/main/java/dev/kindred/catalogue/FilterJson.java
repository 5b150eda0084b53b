package dev.kindred.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Filter.Edge;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON form of the filter grammar: `{"field": F, OPERATOR: V}` with one of eq, in, all,
/// exists, or a lower (gte, gt) and an upper (lte, lt) bound; `{"available": {"region": R, "at":
/// T}}`, the region optional; or `{"all": […]}`, `{"any": […]}`, `{"not": …}`.
public final class FilterJson {
  /// Deepest nesting of all, any and not.
  public static final int MAX_DEPTH = 20;

  /// Most leaves and list values in one filter together.
  public static final int MAX_TERMS = 1_000;

  private static final int MAX_TEXT = 1_000;
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
  private final Faults faults;
  private int terms;

  private FilterJson(Faults faults) {
    this.faults = faults;
  }

  /// Reads a filter, recording every fault under its pointer; an absent or null one keeps
  /// everything.
  public static Filter read(@Nullable JsonNode node, String pointer, Faults faults) {
    if (node == null || node.isNull()) return Filter.NONE;
    FilterJson reader = new FilterJson(faults);
    Filter filter = reader.filter(node, pointer, 1);
    if (reader.terms > MAX_TERMS) {
      faults.malformed(
          pointer, "tooManyTerms", "a filter may hold at most " + MAX_TERMS + " leaves and values");
    }
    return filter;
  }

  public static ObjectNode write(Filter filter) {
    ObjectNode out = Json.object();
    switch (filter) {
      case Filter.All all -> parts(out.putArray("all"), all.parts());
      case Filter.Any any -> parts(out.putArray("any"), any.parts());
      case Filter.Not not -> out.set("not", write(not.part()));
      case Filter.AnyOf leaf -> {
        out.put("field", leaf.field().name());
        if (leaf.values().size() == 1) out.set("eq", json(leaf.field(), leaf.values().getFirst()));
        else values(out.putArray("in"), leaf.field(), leaf.values());
      }
      case Filter.AllOf leaf -> {
        out.put("field", leaf.field().name());
        values(out.putArray("all"), leaf.field(), leaf.values());
      }
      case Filter.Range leaf -> {
        out.put("field", leaf.field().name());
        bound(out, leaf.field(), leaf.lower(), "gte", "gt");
        bound(out, leaf.field(), leaf.upper(), "lte", "lt");
      }
      case Filter.Exists leaf -> out.put("field", leaf.field().name()).put("exists", true);
      case Filter.Available leaf -> {
        ObjectNode available = out.putObject("available");
        if (leaf.region() != null) available.put("region", leaf.region());
        available.put("at", leaf.at().toString());
      }
    }
    return out;
  }

  private Filter filter(JsonNode node, String pointer, int depth) {
    if (depth > MAX_DEPTH) {
      faults.malformed(pointer, "tooDeep", "a filter may be nested at most " + MAX_DEPTH + " deep");
      return Filter.NONE;
    }
    JsonFields in = JsonFields.of(node, pointer, faults);
    Filter filter = in.has("field") ? leaf(in) : group(in, depth);
    in.end();
    return filter;
  }

  private Filter group(JsonFields in, int depth) {
    boolean all = in.has("all");
    boolean any = in.has("any");
    boolean not = in.has("not");
    boolean available = in.has("available");
    if ((all ? 1 : 0) + (any ? 1 : 0) + (not ? 1 : 0) + (available ? 1 : 0) != 1) {
      faults.malformed(
          in.pointer(),
          "invalidFilter",
          "needs a \"field\", or exactly one of \"all\", \"any\", \"not\", \"available\"");
      return Filter.NONE;
    }
    if (available) return available(in);
    JsonNode part = in.node("not");
    if (part != null) return new Filter.Not(filter(part, in.pointer("not"), depth + 1));
    String name = all ? "all" : "any";
    List<Filter> parts = new ArrayList<>();
    JsonNode list = in.node(name);
    if (list == null || !list.isArray() || list.isEmpty()) {
      faults.malformed(in.pointer(name), "wrongType", "expected an array of at least one filter");
      return Filter.NONE;
    }
    for (int i = 0; i < list.size() && terms <= MAX_TERMS; i++) {
      parts.add(filter(list.get(i), in.pointer(name) + "/" + i, depth + 1));
    }
    return all ? new Filter.All(parts) : new Filter.Any(parts);
  }

  private Filter available(JsonFields group) {
    terms++;
    JsonFields in = group.object("available");
    if (in == null) return Filter.NONE;
    String region = in.text("region", 2);
    if (region != null && !REGION.matcher(region).matches()) {
      faults.malformed(
          in.pointer("region"), "invalidCode", "must be an ISO 3166-1 alpha-2 code such as GB");
    }
    String time = in.requiredText("at", 40);
    in.end();
    try {
      return new Filter.Available(region, Instant.parse(time));
    } catch (DateTimeParseException e) {
      if (!time.isEmpty())
        faults.malformed(
            in.pointer("at"),
            "invalidTime",
            "must be an RFC 3339 time such as 2026-01-31T20:00:00Z");
      return Filter.NONE;
    }
  }

  private Filter leaf(JsonFields in) {
    terms++;
    String name = in.requiredText("field", 100);
    FilterField field = FilterField.named(name).orElse(null);
    List<String> operators =
        List.of("eq", "in", "all", "exists", "gte", "gt", "lte", "lt").stream()
            .filter(in::has)
            .toList();
    if (field == null) {
      if (!name.isEmpty()) {
        faults.malformed(
            in.pointer("field"),
            "unknownField",
            "unknown field \"" + name + "\"" + Nearest.hint(name, FilterField.names()));
      }
      return Filter.NONE;
    }
    if (operators.isEmpty()) {
      faults.malformed(
          in.pointer("field"), "noOperator", "needs one of eq, in, all, gte, gt, lte, lt, exists");
      return Filter.NONE;
    }
    if (operators.size() == 1) return leaf(field, operators.getFirst(), in);
    if (operators.stream().anyMatch(List.of("eq", "in", "all", "exists")::contains)) {
      faults.malformed(
          in.pointer(operators.getFirst()),
          "tooManyOperators",
          "cannot stand beside " + operators.subList(1, operators.size()));
      return Filter.NONE;
    }
    return range(field, in);
  }

  private Filter leaf(FilterField field, String operator, JsonFields in) {
    return switch (operator) {
      case "eq" -> {
        Filter.Value value = value(field, required(in, "eq"), in.pointer("eq"));
        yield value == null ? Filter.NONE : new Filter.AnyOf(field, List.of(value));
      }
      case "in" -> new Filter.AnyOf(field, values(field, required(in, "in"), in.pointer("in")));
      case "all" -> new Filter.AllOf(field, values(field, required(in, "all"), in.pointer("all")));
      case "exists" -> {
        Filter exists = new Filter.Exists(field);
        yield in.flag("exists", true) ? exists : new Filter.Not(exists);
      }
      default -> range(field, in);
    };
  }

  private static JsonNode required(JsonFields in, String name) {
    JsonNode node = in.node(name);
    if (node == null) throw new IllegalStateException(name + " was there a moment ago");
    return node;
  }

  private Filter range(FilterField field, JsonFields in) {
    if (field.type() == FilterField.Type.TEXT) {
      faults.malformed(
          in.pointer("field"),
          "notOrdered",
          "\"" + field.name() + "\" holds text, which has no order");
      return Filter.NONE;
    }
    Bound lower = bound(field, in, "gte", "gt");
    Bound upper = bound(field, in, "lte", "lt");
    return lower == null && upper == null ? Filter.NONE : new Filter.Range(field, lower, upper);
  }

  private @Nullable Bound bound(
      FilterField field, JsonFields in, String inclusive, String exclusive) {
    if (in.has(inclusive) && in.has(exclusive)) {
      faults.malformed(
          in.pointer(exclusive), "tooManyOperators", "cannot stand beside " + inclusive);
      return null;
    }
    String name = in.has(inclusive) ? inclusive : exclusive;
    JsonNode node = in.node(name);
    if (node == null) return null;
    Filter.Value value = value(field, node, in.pointer(name));
    if (value instanceof Filter.Decimal(double number)) {
      return new Bound(number, name.equals(inclusive) ? Edge.INCLUSIVE : Edge.EXCLUSIVE);
    }
    if (value != null) faults.malformed(in.pointer(name), "wrongType", "a bound must be a number");
    return null;
  }

  private List<Filter.Value> values(FilterField field, JsonNode list, String pointer) {
    if (!list.isArray() || list.isEmpty()) {
      faults.malformed(pointer, "wrongType", "expected an array of at least one value");
      return List.of();
    }
    List<Filter.Value> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (++terms > MAX_TERMS) break;
      Filter.Value value = value(field, list.get(i), pointer + "/" + i);
      if (value != null) values.add(value);
    }
    return values;
  }

  private Filter.@Nullable Value value(FilterField field, JsonNode node, String pointer) {
    String expected =
        switch (field.type()) {
          case TEXT -> {
            int length = node.isTextual() ? node.textValue().length() : 0;
            yield length >= 1 && length <= MAX_TEXT
                ? ""
                : "a string of 1.." + MAX_TEXT + " characters";
          }
          case INTEGER -> node.isIntegralNumber() ? "" : "a whole number";
          case DECIMAL -> node.isNumber() ? "" : "a number";
          case DATE ->
              node.isTextual() ? dateOrFault(node.textValue()) : "a date such as 1982-06-25";
          case FREE ->
              node.isTextual() || node.isNumber() || node.isBoolean()
                  ? ""
                  : "a string, a number, true or false";
        };
    if (!expected.isEmpty()) {
      faults.malformed(pointer, "wrongType", "\"" + field.name() + "\" expects " + expected);
      return null;
    }
    if (field.type() == FilterField.Type.DATE)
      return new Filter.Decimal(LocalDate.parse(node.textValue()).toEpochDay());
    if (node.isTextual()) return new Filter.Text(node.textValue());
    if (node.isBoolean()) return new Filter.Flag(node.booleanValue());
    double number = node.doubleValue();
    if (Math.abs(number) > 1e15) {
      faults.malformed(pointer, "outOfRange", "must be -1e15..1e15");
      return null;
    }
    return new Filter.Decimal(number);
  }

  private static String dateOrFault(String text) {
    try {
      LocalDate.parse(text);
      return "";
    } catch (DateTimeParseException e) {
      return "a date such as 1982-06-25, got \""
          + text.substring(0, Math.min(40, text.length()))
          + "\"";
    }
  }

  private static void parts(ArrayNode out, List<Filter> parts) {
    parts.forEach(part -> out.add(write(part)));
  }

  private static void values(ArrayNode out, FilterField field, List<Filter.Value> values) {
    values.forEach(value -> out.add(json(field, value)));
  }

  private static void bound(
      ObjectNode out,
      FilterField field,
      @Nullable Bound bound,
      String inclusive,
      String exclusive) {
    if (bound == null) return;
    out.set(
        bound.edge() == Edge.INCLUSIVE ? inclusive : exclusive,
        json(field, new Filter.Decimal(bound.value())));
  }

  private static JsonNode json(FilterField field, Filter.Value value) {
    ArrayNode nodes = Json.array();
    return switch (value) {
      case Filter.Text text -> nodes.textNode(text.value());
      case Filter.Flag flag -> nodes.booleanNode(flag.value());
      case Filter.Decimal number when field.type() == FilterField.Type.DATE ->
          nodes.textNode(LocalDate.ofEpochDay((long) number.value()).toString());
      case Filter.Decimal number when number.value() == Math.rint(number.value()) ->
          nodes.numberNode((long) number.value());
      case Filter.Decimal number -> nodes.numberNode(number.value());
    };
  }
}
