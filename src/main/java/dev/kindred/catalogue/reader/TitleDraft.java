package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A title in the making from a foreign row: title JSON that remembers which column of the row each
/// part came from. [#finish] puts it through [TitleJson], so that a foreign title obeys the same
/// limits as our own and a fault names the column as the file calls it. Not thread-safe.
final class TitleDraft {
  /// Without these a title is none: a fault in one refuses the row. A fault elsewhere costs its
  /// value.
  private static final Set<String> ESSENTIAL = Set.of("id", "kind", "name");

  private final long line;
  private final ObjectNode json = Json.object();
  private final Map<String, String> origins = new HashMap<>();
  private final List<CatalogueLine.Note> notes = new ArrayList<>();

  TitleDraft(long line) {
    this.line = line;
  }

  /// The title so far.
  ObjectNode json() {
    return json;
  }

  /// Sets a field, which may be one of a nested object as in `rating.average`. Null is absent.
  void set(String field, String origin, @Nullable JsonNode value) {
    int dot = field.indexOf('.');
    origins.put("/" + field.replace('.', '/'), origin);
    if (value == null) return;
    if (dot < 0) json.set(field, value);
    else json.withObjectProperty(field.substring(0, dot)).set(field.substring(dot + 1), value);
  }

  void aliases(String origin, List<String> texts) {
    for (String text : texts) append("aliases", origin).put("text", text);
  }

  /// Adds people after those already there.
  ///
  /// @param role as title JSON writes it
  void people(String role, String origin, List<String> names) {
    for (String name : names) append("people", origin).put("role", role).put("name", name);
  }

  /// Records a value that is left out of the title, or not read as it stands.
  void note(String origin, String reason) {
    notes.add(new CatalogueLine.Note(origin, reason));
  }

  CatalogueLine finish() {
    // What says nothing: a name that is the name, and how many gave a rating that is not there.
    if (json.path("originalName").equals(json.get("name"))) json.remove("originalName");
    if (json.has("rating") && !json.path("rating").has("average")) json.remove("rating");
    Faults faults = new Faults();
    Title title = read(faults);
    while (title == null && leftOut(faults.list())) {
      faults = new Faults();
      title = read(faults);
    }
    if (title != null) return new CatalogueLine.ReadTitle(line, title, null, notes);
    return CatalogueLine.bad(line, faults.list(), this::origin);
  }

  private @Nullable Title read(Faults faults) {
    JsonFields in = JsonFields.of(json, "", faults);
    Title title = TitleJson.read(in, null);
    in.end();
    return faults.isEmpty() ? title : null;
  }

  /// Takes the faulty values out, with a note each; false when one of them is essential.
  private boolean leftOut(List<Fault> faults) {
    for (Fault fault : faults) {
      String field = fault.pointer().split("/", 3)[1];
      if (ESSENTIAL.contains(field) || !json.has(field)) return false;
    }
    // Entries of a list from its end, so that the places of those before stay.
    Set<List<String>> removed = new HashSet<>();
    faults.stream()
        .sorted(Comparator.comparingInt(fault -> -index(fault.pointer())))
        .forEach(fault -> {
          note(origin(fault.pointer()), "left out: " + fault.detail());
          List<String> path = List.of(fault.pointer().split("/", 4));
          String field = path.get(1);
          if (removed.add(path.subList(1, Math.min(3, path.size())))) remove(field, path);
        });
    return true;
  }

  private void remove(String field, List<String> path) {
    JsonNode value = json.get(field);
    if (value instanceof ArrayNode list && path.size() > 2) {
      list.remove(Integer.parseInt(path.get(2)));
      if (list.isEmpty()) json.remove(field);
    } else if (value instanceof ObjectNode object && path.size() > 2 && !field.equals("rating")) {
      object.remove(path.get(2));
      if (object.isEmpty()) json.remove(field);
    } else {
      json.remove(field);
    }
  }

  private static int index(String pointer) {
    String[] path = pointer.split("/", 4);
    return path.length > 2 && path[2].matches("\\d{1,6}") ? Integer.parseInt(path[2]) : -1;
  }

  private ObjectNode append(String field, String origin) {
    ArrayNode list = json.withArrayProperty(field);
    origins.put("/" + field + "/" + list.size(), origin);
    return list.addObject();
  }

  /// The row's name for the field at `pointer`: that of the nearest part whose origin is known.
  private String origin(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      String origin = origins.get(at);
      if (origin != null) return origin;
    }
    return pointer;
  }
}
