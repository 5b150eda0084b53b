package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.InvalidJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something in a row that a title field can be read from: a column, or a path inside the JSON that
/// the cells of a column hold.
///
/// @param sample its values
/// @param column the column as a mapping names it
/// @param json the path inside the cells; null when they are no JSON
record GuessSource(ColumnSample sample, String column, @Nullable String json) {
  /// Every source of a sample.
  static List<GuessSource> of(FileSample file) {
    List<GuessSource> sources = new ArrayList<>();
    for (ColumnSample column : file.columns()) {
      List<JsonNode> cells = cells(column);
      if (cells.isEmpty()) {
        sources.add(new GuessSource(column, column.name(), null));
        continue;
      }
      Map<String, ColumnSample> inside = new LinkedHashMap<>();
      for (JsonNode cell : cells) collect(cell, column.name(), inside);
      inside.forEach((path, sample) -> sources.add(new GuessSource(sample, column.name(), path)));
    }
    return sources;
  }

  /// The cells as JSON when most of them are lists or objects, else none.
  private static List<JsonNode> cells(ColumnSample column) {
    List<JsonNode> cells = new ArrayList<>();
    if (column.share(v -> v.startsWith("[") || v.startsWith("{")) < Looks.MOSTLY) return cells;
    for (String value : column.values()) {
      try {
        JsonNode node = CellJson.parse(value);
        if (node.isContainerNode()) cells.add(node);
      } catch (InvalidJsonException _) { // no JSON after all
      }
    }
    return cells.size() < Looks.MOSTLY * column.values().size() ? List.of() : cells;
  }

  private static void collect(JsonNode cell, String column, Map<String, ColumnSample> inside) {
    for (JsonNode entry : cell.isArray() ? cell : List.of(cell)) {
      if (entry.isObject()) {
        for (var field : entry.properties()) {
          if (!field.getValue().isValueNode() || field.getKey().contains(".")) continue;
          if (!MappingText.canName(field.getKey())) continue;
          ColumnSample sample =
              inside.computeIfAbsent(field.getKey(), name -> new ColumnSample(column + "." + name));
          if (cell.isArray()) sample.markList();
          if (!field.getValue().isNull()) sample.add(List.of(field.getValue().asText()));
        }
      } else if (entry.isValueNode() && !entry.isNull()) {
        ColumnSample sample = inside.computeIfAbsent(".", _ -> new ColumnSample(column));
        sample.markList();
        sample.add(List.of(entry.asText()));
      }
    }
  }

  /// The source as a mapping writes it, with options such as `split: ","`; blank ones are left out.
  String from(String... options) {
    List<String> parts = new ArrayList<>();
    if (json != null) parts.add("json: " + MappingText.scalar(json));
    for (String option : options) if (!option.isEmpty()) parts.add(option);
    String name = MappingText.scalar(column);
    return parts.isEmpty() ? name : "{from: " + name + ", " + String.join(", ", parts) + "}";
  }

  /// How many rows have it, and what it looks like.
  String seen(int all) {
    List<String> shown = new ArrayList<>();
    for (String value : sample.values()) {
      String shortened = value.length() <= 30 ? value : value.substring(0, 30) + "…";
      if (!shown.contains(shortened)) shown.add(shortened);
      if (shown.size() == 2) break;
    }
    return String.format(
        Locale.ROOT,
        "%,d of %,d rows: %s",
        Math.min(sample.rows(), all),
        all,
        String.join(" · ", shown));
  }
}
