package dev.kindred.catalogue.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one field of a title comes from.
///
/// @param field the title field: `name`, `people.director`, `attributes.budget`
/// @param type how the texts of the columns are read
/// @param columns the columns, or paths into a JSON object; several for a list only, none for a
///   constant
/// @param orElse a column read when `columns` are blank
/// @param steps what is done to each text, in this order
/// @param absent the text taken when there is none; the constant when there are no columns
public record FieldMapping(
    String field,
    FieldType type,
    List<String> columns,
    @Nullable String orElse,
    List<Step> steps,
    @Nullable String absent) {
  public FieldMapping {
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
  }

  /// Whether objects inside the column are wanted, as JSON text, rather than refused.
  boolean takesJson() {
    return !steps.isEmpty() && steps.getFirst() instanceof Step.FromJson;
  }

  /// What the row calls this field.
  String origin() {
    return columns.isEmpty() ? field : columns.getFirst();
  }
}
