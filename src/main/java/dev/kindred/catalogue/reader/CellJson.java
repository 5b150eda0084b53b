package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JSON in a cell of a table. What Python prints for a list or a dictionary is read too:
/// `[{'id': 16, 'name': 'Animation', 'poster': None}]`.
final class CellJson {
  /// A name that Python writes in another way, the beginning of a text, or its prefix.
  private static final Pattern PYTHON = Pattern.compile("\\b(?:None|True|False|nan)\\b|u?['\"]");

  private static final String HEX = "0123456789abcdefABCDEF";

  private CellJson() {}

  /// @throws InvalidJsonException when it is neither; its places are those of no file
  static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      if (text.indexOf('\'') < 0 && !text.contains("None")) throw e;
      return Json.parse(fromPython(text));
    }
  }

  private static String fromPython(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16);
    Matcher next = PYTHON.matcher(text);
    int at = 0;
    while (next.find(at)) {
      json.append(text, at, next.start());
      at = next.end();
      char quote = text.charAt(at - 1);
      switch (quote) {
        case '\'', '"' -> at = text(text, at, quote, json);
        default ->
            json.append(
                switch (next.group()) {
                  case "True" -> "true";
                  case "False" -> "false";
                  default -> "null";
                });
      }
    }
    return json.append(text, at, text.length()).toString();
  }

  /// Copies a text between quotes; where it ends.
  private static int text(String text, int start, char quote, StringBuilder json) {
    json.append('"');
    int at = start;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at = escaped(text, at + 1, json);
        continue;
      }
      if (c == '"') json.append('\\');
      if (c < ' ') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
      at++;
    }
    json.append('"');
    return at + 1 <= text.length() ? at + 1 : at;
  }

  /// Copies what follows a backslash; where that ends. An escape that JSON does not know is the
  /// backslash and what follows it, as in Python.
  private static int escaped(String text, int at, StringBuilder json) {
    char c = text.charAt(at);
    switch (c) {
      case 'n', 'r', 't', 'b', 'f', '\\', '"' -> json.append('\\').append(c);
      case '\'' -> json.append(c);
      case 'x', 'u' -> {
        int digits = c == 'x' ? 2 : 4;
        int end = at + 1;
        while (end < text.length() && end <= at + digits && HEX.indexOf(text.charAt(end)) >= 0)
          end++;
        if (end != at + 1 + digits) json.append("\\\\").append(c);
        else {
          json.append("\\u").append("0".repeat(4 - digits)).append(text, at + 1, end);
          return end;
        }
      }
      default -> {
        json.append("\\\\");
        return at;
      }
    }
    return at + 1;
  }
}
