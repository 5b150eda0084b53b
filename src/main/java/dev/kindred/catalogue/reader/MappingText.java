package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes the YAML of a mapping for people to edit: a line a field, with the reason behind it.
final class MappingText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_](?:[A-Za-z0-9_./ -]*[A-Za-z0-9_])?");

  /// What YAML must not hold as it is, or would break a line at.
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
  private static final int REASON_AT = 44;
  private static final int MAX_NAME = 200;

  private final StringBuilder text = new StringBuilder();

  /// A comment on a line of its own.
  MappingText comment(String comment) {
    text.append("# ").append(oneLine(comment)).append('\n');
    return this;
  }

  MappingText key(String key, String value) {
    text.append(key).append(": ").append(value).append('\n');
    return this;
  }

  /// Begins the fields.
  MappingText fields() {
    text.append("fields:\n");
    return this;
  }

  /// One field and why it is mapped so.
  MappingText field(String field, String value, String reason) {
    String line = "  " + field + ": " + value;
    text.append(line).append(" ".repeat(Math.max(2, REASON_AT - line.length())));
    text.append("# ").append(oneLine(reason)).append('\n');
    return this;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /// Whether a mapping can name it: a column, or something inside one.
  static boolean canName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_NAME
        && text.indexOf(0) < 0
        && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /// A text as YAML writes it, safe inside brackets too.
  static String scalar(String value) {
    if (PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT)))
      return value;
    if (CONTROL.matcher(value).find()) {
      return CONTROL
          .matcher(Json.write(TextNode.valueOf(value)))
          .replaceAll(m -> "\\\\u%04x".formatted((int) m.group().charAt(0)));
    }
    return "'" + value.replace("'", "''") + "'";
  }

  static String list(List<String> values) {
    List<String> scalars = new ArrayList<>();
    for (String value : values) scalars.add(scalar(value));
    return "[" + String.join(", ", scalars) + "]";
  }

  private static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
