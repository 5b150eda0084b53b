package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Finds texts in JSON: strings, numbers and booleans as they are written, arrays entry by entry.
final class JsonTexts {
  private JsonTexts() {}

  /// Hands out what stands at `path`, walking through the arrays on the way. Entries that are
  /// missing a name of the path are passed over.
  ///
  /// @param where what the object that holds the last name must hold, besides
  static void at(
      JsonNode node, List<String> path, Map<String, String> where, Consumer<JsonNode> found) {
    if (path.isEmpty()) {
      found.accept(node);
    } else if (node.isArray()) {
      for (JsonNode entry : node) at(entry, path, where, found);
    } else if (node.isObject() && (path.size() > 1 || holds(node, where))) {
      JsonNode inner = node.get(path.getFirst());
      if (inner != null) at(inner, path.subList(1, path.size()), where, found);
    }
  }

  /// Adds a value; an object is left out with a note.
  static void scalars(JsonNode node, FoundTexts out) {
    if (node.isArray()) for (JsonNode entry : node) scalars(entry, out);
    else if (node.isObject()) out.note("is an object; a mapping can name a field inside it");
    else if (!node.isNull()) out.add(node.asText());
  }

  /// Adds a value; an object as its JSON text.
  static void withObjects(JsonNode node, FoundTexts out) {
    if (node.isArray()) for (JsonNode entry : node) withObjects(entry, out);
    else if (node.isObject()) out.add(Json.write(node));
    else if (!node.isNull()) out.add(node.asText());
  }

  private static boolean holds(JsonNode object, Map<String, String> where) {
    for (var wanted : where.entrySet()) {
      JsonNode value = object.get(wanted.getKey());
      if (value == null || !value.asText().equalsIgnoreCase(wanted.getValue())) return false;
    }
    return true;
  }
}
