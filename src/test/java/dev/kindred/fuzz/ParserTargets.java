package dev.kindred.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;

/// Targets that need nothing but the input.
final class ParserTargets {
  private ParserTargets() {}

  static void json(byte[] input) {
    JsonNode node;
    try {
      node = Json.parse(input);
    } catch (InvalidJsonException e) {
      return;
    }
    String text = Json.write(node);
    if (text.contains("Infinity")) return; // a number beyond a double, which its reader refuses
    same(node, Json.parse(text));
  }

  static void same(Object first, Object again) {
    if (!first.equals(again)) throw new AssertionError(first + " came back as " + again);
  }
}
