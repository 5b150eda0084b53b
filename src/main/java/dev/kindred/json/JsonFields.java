package dev.kindred.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one JSON object strictly. Each getter checks type and range, records a
/// [Fault] with the field's pointer when it is wrong, and returns the absent value then, so that
/// one pass finds every fault. [#end] refuses the fields that nothing asked for. An explicit `null`
/// counts as absent. Not thread-safe.
public final class JsonFields {
  private final JsonNode node;
  private final String pointer;
  private final Faults faults;
  private final List<String> asked = new ArrayList<>();
  private final Set<String> met = new HashSet<>();

  private JsonFields(JsonNode node, String pointer, Faults faults) {
    this.node = node;
    this.pointer = pointer;
    this.faults = faults;
  }

  /// Reads `node`, which must be an object; anything else is one fault and reads as an empty
  /// object.
  ///
  /// @param pointer JSON pointer of `node` within its document
  public static JsonFields of(JsonNode node, String pointer, Faults faults) {
    if (node.isObject()) return new JsonFields(node, pointer, faults);
    faults.malformed(pointer, "wrongType", "expected an object, got " + describe(node));
    return new JsonFields(Json.object(), pointer, faults);
  }

  public Faults faults() {
    return faults;
  }

  /// The pointer of this object.
  public String pointer() {
    return pointer;
  }

  /// The pointer of a field of this object.
  public String pointer(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  public boolean has(String name) {
    return node(name) != null;
  }

  /// The raw value, or null when absent.
  public @Nullable JsonNode node(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) return null;
    met.add(name);
    return value.isNull() ? null : value;
  }

  /// A string of 1 to `maxLength` characters that are not all blank.
  public @Nullable String text(String name, int maxLength) {
    JsonNode value = node(name);
    return value == null ? null : text(value, pointer(name), maxLength);
  }

  /// Like [#text], but the empty string is allowed and an absent one reads as empty.
  public String textOrEmpty(String name, int maxLength) {
    JsonNode value = node(name);
    if (value == null || (value.isTextual() && value.textValue().isBlank())) return "";
    String text = text(value, pointer(name), maxLength);
    return text == null ? "" : text;
  }

  /// Like [#text], and its absence is a fault (`required`); returns the empty string then.
  public String requiredText(String name, int maxLength) {
    if (!has(name)) {
      faults.malformed(pointer(name), "required", "is required");
      return "";
    }
    String text = text(name, maxLength);
    return text == null ? "" : text;
  }

  /// A list of non-blank strings; a single string is not a list.
  public List<String> texts(String name, int maxCount, int maxLength) {
    List<String> texts = new ArrayList<>();
    int i = 0;
    for (JsonNode item : array(name, maxCount)) {
      String text = text(item, pointer(name) + "/" + i++, maxLength);
      if (text != null) texts.add(text);
    }
    return texts;
  }

  /// A whole number in [min, max].
  public @Nullable Integer integer(String name, int min, int max) {
    JsonNode value = node(name);
    if (value == null) return null;
    if (!value.isIntegralNumber()) {
      wrongType(name, "a whole number", value);
      return null;
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      outOfRange(name, "must be " + min + ".." + max + ", got " + shortened(value.asText()));
      return null;
    }
    return value.intValue();
  }

  /// A whole number in [min, max], or `absent` when it is not given.
  public int integer(String name, int min, int max, int absent) {
    Integer value = integer(name, min, max);
    return value == null ? absent : value;
  }

  /// A finite number in [min, max].
  public @Nullable Double number(String name, double min, double max) {
    JsonNode value = node(name);
    if (value == null) return null;
    if (!value.isNumber()) {
      wrongType(name, "a number", value);
      return null;
    }
    double number = value.doubleValue();
    if (!(number >= min && number <= max)) {
      outOfRange(name, "must be " + min + ".." + max + ", got " + shortened(value.asText()));
      return null;
    }
    return number;
  }

  /// A boolean, or `absent` when it is not given.
  public boolean flag(String name, boolean absent) {
    JsonNode value = node(name);
    if (value == null) return absent;
    if (!value.isBoolean()) {
      wrongType(name, "true or false", value);
      return absent;
    }
    return value.booleanValue();
  }

  /// One of an enum's constants, written in camelCase.
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    JsonNode value = node(name);
    if (value == null) return null;
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (value.isTextual() && Json.name(constant).equals(value.textValue())) return constant;
    }
    List<String> names = Arrays.stream(constants).map(Json::name).toList();
    faults.malformed(
        pointer(name),
        "unknownValue",
        "must be one of " + String.join(", ", names) + ", got " + describe(value));
    return null;
  }

  /// A nested object, or null when absent; the caller calls [#end] on it.
  public @Nullable JsonFields object(String name) {
    JsonNode value = node(name);
    return value == null ? null : of(value, pointer(name), faults);
  }

  /// A list of nested objects; the caller calls [#end] on each.
  public List<JsonFields> objects(String name, int maxCount) {
    List<JsonFields> objects = new ArrayList<>();
    int i = 0;
    for (JsonNode item : array(name, maxCount))
      objects.add(of(item, pointer(name) + "/" + i++, faults));
    return objects;
  }

  /// Every name in this object, for maps of free keys.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Refuses every field that no getter asked for, with the nearest known name.
  public void end() {
    if (met.size() == node.size()) return;
    Set<String> known = new LinkedHashSet<>(asked);
    for (String name : names()) {
      if (!known.contains(name)) {
        faults.malformed(
            pointer(shortened(name)),
            "unknownField",
            "unknown field \"" + shortened(name) + "\"" + Nearest.hint(name, known));
      }
    }
  }

  private Iterable<JsonNode> array(String name, int maxCount) {
    JsonNode value = node(name);
    if (value == null) return List.of();
    if (!value.isArray()) {
      wrongType(name, "an array", value);
      return List.of();
    }
    if (value.size() > maxCount) {
      outOfRange(name, "must have at most " + maxCount + " entries, got " + value.size());
      return List.of();
    }
    return value;
  }

  private @Nullable String text(JsonNode value, String at, int maxLength) {
    if (!value.isTextual()) {
      faults.malformed(at, "wrongType", "expected a string, got " + describe(value));
      return null;
    }
    String text = value.textValue();
    if (text.isBlank()) {
      faults.malformed(at, "blank", "must not be blank");
      return null;
    }
    if (text.length() > maxLength) {
      faults.malformed(
          at, "tooLong", "must have at most " + maxLength + " characters, got " + text.length());
      return null;
    }
    if (!isWellFormed(text)) {
      faults.malformed(at, "invalidText", "holds an unpaired surrogate or a NUL character");
      return null;
    }
    return text;
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) return false;
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) return false;
      } else if (Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private void wrongType(String name, String expected, JsonNode value) {
    faults.malformed(
        pointer(name), "wrongType", "expected " + expected + ", got " + describe(value));
  }

  private void outOfRange(String name, String detail) {
    faults.malformed(pointer(name), "outOfRange", detail);
  }

  private static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the string \"" + shortened(value.textValue()) + "\"";
      case NUMBER -> "the number " + shortened(value.asText());
      case BOOLEAN -> value.asText();
      case NULL -> "null";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      default -> "a " + value.getNodeType();
    };
  }

  private static String shortened(String text) {
    if (text.length() <= 60) return text;
    return text.substring(0, Character.isHighSurrogate(text.charAt(39)) ? 39 : 40) + "…";
  }
}
