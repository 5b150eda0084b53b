package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.reader.Mapping.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mapping in the making: for each title field its YAML and the reason.
final class Proposal {
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_]");
  private static final Pattern NO_LETTER = Pattern.compile("^[^A-Za-z]+");
  private static final int MAX_NAME = 64;

  /// Columns that no field takes are left out beyond, so that a mapping stays well below its limit.
  private static final int MAX_LENGTH = Mapping.MAX_LENGTH / 2;

  private record Line(String value, String reason) {}

  private final Map<String, Line> lines = new LinkedHashMap<>();

  /// Proposes a field, unless it is proposed already.
  void put(String field, String value, String reason) {
    lines.putIfAbsent(field, new Line(value, reason));
  }

  boolean has(String field) {
    return lines.containsKey(field);
  }

  /// The YAML of a proposed field, or null.
  @Nullable String value(String field) {
    Line line = lines.get(field);
    return line == null ? null : line.value();
  }

  /// Adds an option to a field, if it is proposed.
  void option(String field, String option) {
    lines.computeIfPresent(
        field, (_, line) -> new Line(withOption(line.value(), option), line.reason()));
  }

  private static String withOption(String value, String option) {
    return value.endsWith("}")
        ? value.substring(0, value.length() - 1) + ", " + option + "}"
        : "{from: " + value + ", " + option + "}";
  }

  /// The YAML: the layout of the file, its fields in the order of a title, and what was left over.
  ///
  /// @param absent texts seen that mean that there is no value
  String yaml(
      FileSample file,
      String fileName,
      List<GuessSource> sources,
      Set<GuessSource> used,
      Set<String> absent) {
    MappingText text = new MappingText();
    text.comment(
        String.format(
            Locale.ROOT,
            "Proposed by kindred import --guess from the first %,d rows of %s.",
            file.rows(),
            fileName));
    text.comment("Look it over, then: kindred import FILE --mapping THIS");
    switch (file.shape()) {
      case Shape.JsonLines _ -> text.key("format", "jsonl");
      case Shape.Delimited shape -> {
        boolean tabs = shape.separator().equals("\t");
        text.key("format", tabs ? "tsv" : "csv");
        if (!tabs && !shape.separator().equals(","))
          text.key("separator", "\"" + shape.separator() + "\"");
        if (!shape.quotes()) text.key("quotes", "false");
        if (!shape.columns().isEmpty()) {
          text.comment("There is no header: names by position, yours to choose.");
          text.key("columns", MappingText.list(shape.columns()));
        }
      }
    }
    if (!absent.isEmpty()) text.key("absent", MappingText.list(List.copyOf(absent)));
    text.fields();
    List<String> order = new ArrayList<>(FieldType.fields().keySet());
    lines.keySet().stream().filter(f -> !order.contains(f)).forEach(order::add);
    for (String field : order) {
      Line line = lines.get(field);
      if (line != null) text.field(field, line.value(), line.reason());
    }
    Set<String> seen = new HashSet<>();
    for (GuessSource source : used) seen.add(source.column());
    int unsaid = 0;
    for (GuessSource source : sources) {
      if (!seen.add(source.column())) continue;
      if (text.length() < MAX_LENGTH) text.comment(leftOver(source, file.rows()));
      else unsaid++;
    }
    if (unsaid > 0) text.comment("and %,d more columns, not mapped".formatted(unsaid));
    return text.toString();
  }

  /// A column that no field takes, as an attribute to be uncommented.
  private static String leftOver(GuessSource source, int rows) {
    String name = UNFIT.matcher(source.sample().name()).replaceAll("_");
    name = NO_LETTER.matcher(name).replaceFirst("");
    if (name.isEmpty()) name = "other";
    if (name.length() > MAX_NAME) name = name.substring(0, MAX_NAME);
    String type =
        source.json() != null || source.sample().isList()
            ? "as: texts"
            : source.sample().share(Looks::isNumber) >= 0.9 ? "as: number" : "";
    return " "
        + FieldType.ATTRIBUTES
        + name
        + ": "
        + source.from(type)
        + "   not mapped; "
        + source.seen(rows);
  }
}
