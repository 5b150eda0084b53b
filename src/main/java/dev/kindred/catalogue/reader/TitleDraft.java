package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A title in the making from a foreign row: title JSON that remembers which field of the row each
/// part came from. [#finish] puts it through [TitleJson], so that a foreign title obeys the same
/// limits as our own and a fault names the field as the file calls it. Blank text is absent. Not
/// thread-safe.
final class TitleDraft {
  private final long line;
  private final ObjectNode json = Json.object();
  private final Map<String, String> origins = new HashMap<>();
  private final List<CatalogueLine.Note> notes = new ArrayList<>();

  TitleDraft(long line, Title.Kind kind) {
    this.line = line;
    json.put("kind", Json.name(kind));
  }

  void set(String field, String origin, @Nullable JsonNode value) {
    put(json, "/" + field, field, origin, value);
  }

  void set(String field, String origin, String value) {
    set(field, origin, TextNode.valueOf(value));
  }

  /// Sets a field of a nested object.
  void setIn(String object, String field, String origin, @Nullable JsonNode value) {
    if (isAbsent(value)) return;
    put(json.withObjectProperty(object), "/" + object + "/" + field, field, origin, value);
  }

  /// Sets a list without its blank entries; what is no list is left for [#finish] to refuse.
  void list(String field, String origin, @Nullable JsonNode values) {
    JsonNode list = withoutBlanks(values);
    if (list != null && !(list.isArray() && list.isEmpty())) set(field, origin, list);
  }

  void list(String field, String origin, List<String> values) {
    list(field, origin, Json.strings(values));
  }

  void aliases(String origin, @Nullable JsonNode texts) {
    JsonNode list = withoutBlanks(texts);
    if (list == null || !list.isArray()) {
      set("aliases", origin, list);
      return;
    }
    for (JsonNode text : list) append("aliases", origin).set("text", text);
  }

  /// Adds people after those already there.
  void people(Title.Role role, String origin, @Nullable JsonNode names) {
    JsonNode list = withoutBlanks(names);
    if (list == null) return;
    for (JsonNode name : list.isArray() ? list : Json.array().add(list))
      append("people", origin).put("role", Json.name(role)).set("name", name);
  }

  /// Records a value that is left out of the title.
  void note(String origin, String reason) {
    notes.add(new CatalogueLine.Note(origin, reason));
  }

  CatalogueLine finish() {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(json, "", faults);
    Title title = TitleJson.read(in, null);
    in.end();
    if (title != null && faults.isEmpty())
      return new CatalogueLine.ReadTitle(line, title, null, notes);
    return CatalogueLine.bad(line, faults.list(), this::origin);
  }

  private ObjectNode append(String field, String origin) {
    ArrayNode list = json.withArrayProperty(field);
    origins.put("/" + field + "/" + list.size(), origin);
    return list.addObject();
  }

  private void put(
      ObjectNode object, String pointer, String field, String origin, @Nullable JsonNode value) {
    origins.put(pointer, origin);
    if (!isAbsent(value)) object.set(field, value);
  }

  /// The row's name for the field at `pointer`: that of the nearest part whose origin is known.
  private String origin(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      String origin = origins.get(at);
      if (origin != null) return origin;
    }
    return pointer;
  }

  private static boolean isAbsent(@Nullable JsonNode value) {
    return value == null || value.isNull() || (value.isTextual() && value.textValue().isBlank());
  }

  private static @Nullable JsonNode withoutBlanks(@Nullable JsonNode values) {
    if (isAbsent(values) || values == null || !values.isArray()) return values;
    ArrayNode kept = Json.array();
    for (JsonNode value : values) if (!isAbsent(value)) kept.add(value);
    return kept;
  }
}
