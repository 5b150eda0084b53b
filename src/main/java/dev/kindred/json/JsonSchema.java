package dev.kindred.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A JSON schema of the part of draft 2020-12 that our replies need: `type`, `enum`, `properties`,
/// `required`, `additionalProperties: false`, `items`, and the bounds of strings, arrays and
/// numbers. A keyword beyond these is refused rather than ignored. The same text is given to a
/// provider and checked here. Thread-safe.
public final class JsonSchema {
  private static final Set<String> NOTES = Set.of("$schema", "title", "description");
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "enum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minimum",
          "maximum");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");
  private final JsonNode root;
  private final String text;

  private JsonSchema(JsonNode root) {
    this.root = root;
    this.text = Json.write(root);
  }

  /// @throws IllegalArgumentException when it is not a schema, or uses what is not supported
  public static JsonSchema of(JsonNode schema) {
    refuseUnsupported(schema, "");
    return new JsonSchema(schema.deepCopy());
  }

  /// Compact JSON.
  public String text() {
    return text;
  }

  /// Records everything in which `value` does not follow the schema.
  public void check(JsonNode value, Faults faults) {
    check(value, root, "", faults);
  }

  private static void check(JsonNode value, JsonNode schema, String at, Faults faults) {
    if (!typed(value, schema.path("type"))) {
      faults.malformed(
          at, "wrongType", "must be " + types(schema.get("type")) + ", got " + type(value));
      return;
    }
    JsonNode choices = schema.get("enum");
    if (choices != null && !contains(choices, value)) {
      faults.malformed(at, "unknownValue", "must be one of " + choices);
    }
    if (value.isTextual()) {
      bounds(value.textValue().strip().length(), schema, "Length", "characters", at, faults);
    } else if (value.isArray()) {
      bounds(value.size(), schema, "Items", "entries", at, faults);
      JsonNode items = schema.get("items");
      for (int i = 0; items != null && i < value.size(); i++)
        check(value.get(i), items, at + "/" + i, faults);
    } else if (value.isNumber()) {
      double number = value.doubleValue();
      if (schema.has("minimum") && number < schema.get("minimum").doubleValue())
        faults.malformed(at, "outOfRange", "must be at least " + schema.get("minimum"));
      if (schema.has("maximum") && number > schema.get("maximum").doubleValue())
        faults.malformed(at, "outOfRange", "must be at most " + schema.get("maximum"));
    } else if (value.isObject()) {
      object(value, schema, at, faults);
    }
  }

  private static void object(JsonNode value, JsonNode schema, String at, Faults faults) {
    JsonNode properties = schema.path("properties");
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.textValue()))
        faults.malformed(at + "/" + name.textValue(), "required", "is required");
    }
    boolean closed = schema.has("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode property = properties.get(field.getKey());
      if (property != null) check(field.getValue(), property, pointer, faults);
      else if (closed) faults.malformed(pointer, "unknownField", "is not a field of the schema");
    }
  }

  private static void bounds(
      int size, JsonNode schema, String of, String unit, String at, Faults faults) {
    JsonNode min = schema.get("min" + of);
    JsonNode max = schema.get("max" + of);
    if (min != null && size < min.intValue())
      faults.malformed(at, "tooShort", "must have at least " + min + " " + unit + ", got " + size);
    if (max != null && size > max.intValue())
      faults.malformed(at, "tooLong", "must have at most " + max + " " + unit + ", got " + size);
  }

  private static boolean typed(JsonNode value, JsonNode types) {
    if (types.isMissingNode()) return true;
    String actual = type(value);
    for (JsonNode type : types.isArray() ? types : List.of(types)) {
      if (type.textValue().equals(actual)) return true;
      if (type.textValue().equals("number") && actual.equals("integer")) return true;
    }
    return false;
  }

  private static String types(JsonNode types) {
    return types.isTextual() ? types.textValue() : "one of " + types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) if (choice.equals(value)) return true;
    return false;
  }

  private static void refuseUnsupported(JsonNode schema, String at) {
    if (!schema.isObject()) throw unsupported(at, "is not an object");
    for (String name : new HashSet<>(names(schema))) {
      if (!KEYWORDS.contains(name) && !NOTES.contains(name))
        throw unsupported(at + "/" + name, "is not supported");
    }
    JsonNode type = schema.path("type");
    for (JsonNode one :
        type.isArray() ? type : type.isMissingNode() ? List.<JsonNode>of() : List.of(type)) {
      if (!one.isTextual() || !TYPES.contains(one.textValue()))
        throw unsupported(at + "/type", "must be one of " + TYPES);
    }
    JsonNode more = schema.get("additionalProperties");
    if (more != null && !(more.isBoolean() && !more.booleanValue()))
      throw unsupported(at + "/additionalProperties", "may only be false");
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties())
      refuseUnsupported(field.getValue(), at + "/properties/" + field.getKey());
    if (schema.has("items")) refuseUnsupported(schema.get("items"), at + "/items");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static IllegalArgumentException unsupported(String at, String what) {
    return new IllegalArgumentException("the schema at \"" + at + "\" " + what);
  }
}
