package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.reader.Mapping.Shape;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import dev.kindred.json.Yaml;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads the YAML of a [Mapping] strictly: every key must be known, every field must exist, every
/// fault names its line.
final class MappingReader {
  /// What an id is derived from unless the mapping says otherwise.
  static final List<String> DERIVE =
      List.of("name", "year", "kind", "seasonNumber", "episodeNumber", "people.director");

  private static final int MAX_TEXT = 1_000;
  static final int MAX_ENTRIES = 1_000;
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  private enum Format {
    CSV,
    TSV,
    JSONL
  }

  /// The types that an attribute may have.
  private enum AttributeType {
    TEXT,
    TEXTS,
    NUMBER,
    DATE,
    FLAG
  }

  private final Faults faults = new Faults();
  private List<String> derive = DERIVE;

  private MappingReader() {}

  static Mapping read(String yaml) {
    if (yaml.length() > Mapping.MAX_LENGTH) {
      throw new InvalidJsonException(
          new Fault(
              "",
              Fault.Kind.MALFORMED,
              "tooLong",
              "a mapping must have at most "
                  + Mapping.MAX_LENGTH
                  + " characters, got "
                  + yaml.length()));
    }
    Yaml document;
    try {
      document = Yaml.parse(yaml);
    } catch (InvalidJsonException e) {
      throw explained(e);
    }
    MappingReader reader = new MappingReader();
    Mapping mapping = reader.mapping(document.tree(), yaml);
    if (mapping != null && reader.faults.isEmpty()) return mapping;
    throw document.refused(reader.faults);
  }

  /// A key given twice is the usual way to map two columns to one field.
  private static InvalidJsonException explained(InvalidJsonException e) {
    Fault fault = e.faults().getFirst();
    if (!fault.detail().contains("uplicate")) return e;
    return new InvalidJsonException(
        new Fault(
            fault.pointer(),
            fault.kind(),
            "duplicate",
            fault.detail() + "; a key stands once, so two columns cannot feed one field"));
  }

  private @Nullable Mapping mapping(ObjectNode tree, String yaml) {
    JsonFields in = JsonFields.of(tree, "", faults);
    Shape shape = shape(in);
    Set<String> absent = new LinkedHashSet<>(in.texts("absent", MAX_ENTRIES, MAX_TEXT));
    List<FieldMapping> fields = new ArrayList<>();
    JsonFields named = in.object("fields");
    if (named == null) {
      faults.malformed("/fields", "required", "is required: title field: column");
    } else {
      for (String name : named.names()) {
        FieldMapping field = field(named, name, shape);
        if (field != null) fields.add(field);
      }
      for (String needed : List.of("name", "kind")) {
        if (!named.has(needed)) {
          faults.malformed(
              "/fields",
              "required",
              needed.equals("kind")
                  ? "kind is required: a column, or {constant: movie}"
                  : "name is required: the column that holds the title's name");
        }
      }
    }
    in.end();
    return shape == null ? null : new Mapping(shape, absent, fields, derive, yaml);
  }

  private @Nullable Shape shape(JsonFields in) {
    if (!in.has("format")) {
      faults.malformed("/format", "required", "is required: csv, tsv or jsonl");
    }
    Format format = in.choice("format", Format.class);
    String separator = in.text("separator", 3);
    boolean quotes = in.flag("quotes", true);
    List<String> columns = in.texts("columns", MAX_ENTRIES, MAX_TEXT);
    if (columns.size() != new LinkedHashSet<>(columns).size())
      faults.malformed("/columns", "duplicate", "two columns have one name");
    if (separator != null && (separator.contains("\"") || separator.contains("\n")))
      faults.malformed("/separator", "invalid", "must not hold a quote or a line break");
    if (format == Format.JSONL) {
      for (String key : List.of("separator", "quotes", "columns"))
        if (in.has(key)) faults.inconsistent("/" + key, "unused", "means nothing with jsonl");
    }
    return switch (format) {
      case null -> null;
      case JSONL -> new Shape.JsonLines();
      case TSV -> new Shape.Delimited(separator == null ? "\t" : separator, quotes, columns);
      case CSV -> new Shape.Delimited(separator == null ? "," : separator, quotes, columns);
    };
  }

  private @Nullable FieldMapping field(JsonFields fields, String name, @Nullable Shape shape) {
    String pointer = fields.pointer(name);
    boolean attribute = name.startsWith(FieldType.ATTRIBUTES);
    FieldType type = FieldType.of(name);
    if (attribute && !ATTRIBUTE.matcher(name.substring(FieldType.ATTRIBUTES.length())).matches()) {
      faults.malformed(
          pointer,
          "invalidName",
          "an attribute name is a letter, then letters, digits or _, at most 64");
      return null;
    }
    if (type == null && !attribute) {
      Set<String> known = FieldType.fields().keySet();
      String detail = "no title field \"" + FoundTexts.shortened(name) + "\"";
      faults.malformed(pointer, "unknownField", detail + Nearest.hint(name, known));
      return null;
    }
    JsonNode value = fields.node(name);
    if (value == null) {
      faults.malformed(pointer, "required", "names no column");
      return null;
    }
    JsonFields in =
        JsonFields.of(
            value.isValueNode() ? Json.object().put("from", value.asText()) : value,
            pointer,
            faults);
    FieldMapping field = field(in, name, type);
    in.end();
    checkColumns(field, shape, pointer);
    return field;
  }

  private FieldMapping field(JsonFields in, String name, @Nullable FieldType known) {
    List<String> columns = columns(in);
    String orElse = in.text("else", MAX_TEXT);
    String constant = in.text("constant", MAX_TEXT);
    String absent = in.text("default", MAX_TEXT);
    if (name.equals("id") && in.has("derive")) derive(in);
    if (constant != null && (!columns.isEmpty() || absent != null)) {
      faults.inconsistent(
          in.pointer("constant"), "inconsistent", "constant goes with neither from nor default");
    }
    if (constant == null && columns.isEmpty() && !(name.equals("id") && in.has("derive")))
      faults.malformed(in.pointer("from"), "required", "is required, or constant");
    List<Step> steps = steps(in);
    FieldType type = known == null ? attributeType(in, columns, steps) : known;
    if (columns.size() > 1 && !type.isList()) {
      faults.malformed(
          in.pointer("from"),
          "twoColumns",
          "two columns to one field: "
              + name
              + " takes one column, got "
              + String.join(", ", columns)
              + "; else names one to read when the first is blank");
    }
    return new FieldMapping(
        name, type, columns, orElse, steps, constant == null ? absent : constant);
  }

  private static List<String> columns(JsonFields in) {
    JsonNode from = in.node("from");
    if (from == null) return List.of();
    if (from.isArray()) return in.texts("from", MAX_ENTRIES, MAX_TEXT);
    String column = from.isNumber() ? from.asText() : in.text("from", MAX_TEXT);
    return column == null ? List.of() : List.of(column);
  }

  private void derive(JsonFields in) {
    derive = in.texts("derive", 20, MAX_TEXT);
    for (int i = 0; i < derive.size(); i++) {
      String field = derive.get(i);
      if (FieldType.of(field) == null || field.equals("id")) {
        faults.malformed(
            in.pointer("derive") + "/" + i,
            "unknownField",
            "no title field \""
                + FoundTexts.shortened(field)
                + "\""
                + Nearest.hint(field, FieldType.fields().keySet()));
      }
    }
    if (!derive.contains("name"))
      faults.malformed(in.pointer("derive"), "required", "must name at least \"name\"");
  }

  private List<Step> steps(JsonFields in) {
    List<Step> steps = new ArrayList<>();
    JsonFields where = in.object("where");
    Map<String, String> wanted = where == null ? Map.of() : texts(where);
    if (in.has("json")) {
      String path = in.text("json", MAX_TEXT);
      if (path != null) steps.add(new Step.FromJson(path(path), wanted));
    } else if (where != null) {
      faults.inconsistent(in.pointer("where"), "inconsistent", "where goes with json");
    }
    if (in.has("split")) {
      JsonNode split = in.node("split"); // a blank is a separator too
      String separator = split != null && split.isTextual() ? split.textValue() : "";
      if (!separator.isEmpty() && separator.length() <= 20) steps.add(new Step.Split(separator));
      else in.text("split", 20);
    }
    if (in.flag("html", false)) steps.add(new Step.WithoutHtml());
    Step.TakePart.Part part = in.choice("part", Step.TakePart.Part.class);
    if (part != null) steps.add(new Step.TakePart(part));
    String pattern = in.text("pattern", MAX_TEXT);
    if (pattern != null) {
      try {
        steps.add(new Step.Take(Pattern.compile(pattern)));
      } catch (PatternSyntaxException e) {
        String reason = e.getDescription() + " at character " + (e.getIndex() + 1);
        faults.malformed(in.pointer("pattern"), "invalidPattern", "is no pattern: " + reason);
      }
    }
    JsonFields values = in.object("values");
    if (values != null) {
      Map<String, String> replacements = new LinkedHashMap<>();
      texts(values).forEach((from, to) -> replacements.put(from.toLowerCase(Locale.ROOT), to));
      steps.add(new Step.Replace(replacements));
    }
    String date = in.text("date", MAX_TEXT);
    if (date != null) {
      try {
        steps.add(new Step.Dated(date, formatter(date)));
      } catch (IllegalArgumentException e) {
        faults.malformed(
            in.pointer("date"), "invalidShape", "is no shape of a date: " + e.getMessage());
      }
    }
    String prefix = in.text("prefix", 100);
    if (prefix != null) steps.add(new Step.Prefix(prefix));
    return steps;
  }

  /// @throws IllegalArgumentException when that is no shape of a date
  static DateTimeFormatter formatter(String shape) {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(shape)
          .toFormatter(Locale.ENGLISH);
    } catch (ClassCastException e) { // the JDK's, of a number after a padded one: "peM"
      throw new IllegalArgumentException("a number after a padded one: " + shape, e);
    }
  }

  private static FieldType attributeType(JsonFields in, List<String> columns, List<Step> steps) {
    AttributeType type = in.choice("as", AttributeType.class);
    return switch (type) {
      case null -> {
        boolean list = columns.size() > 1;
        for (Step step : steps) list |= step instanceof Step.Split || step instanceof Step.FromJson;
        yield list ? FieldType.TEXTS : FieldType.TEXT;
      }
      case TEXT -> FieldType.TEXT;
      case TEXTS -> FieldType.TEXTS;
      case NUMBER -> FieldType.NUMBER;
      case DATE -> FieldType.DATE;
      case FLAG -> FieldType.FLAG;
    };
  }

  /// A path such as `crew.name`; a single dot is the value itself.
  static List<String> path(String text) {
    return text.equals(".") ? List.of() : List.of(text.split("\\.", -1));
  }

  /// The texts of a map of free keys; null means blank.
  private Map<String, String> texts(JsonFields in) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (in.names().size() > MAX_ENTRIES) {
      faults.malformed(in.pointer(), "outOfRange", "must have at most " + MAX_ENTRIES + " entries");
      return texts;
    }
    for (String name : in.names()) {
      JsonNode value = in.node(name);
      if (value == null) texts.put(name, "");
      else if (value.isValueNode()) texts.put(name, value.asText());
      else faults.malformed(in.pointer(name), "wrongType", "expected a text");
    }
    return texts;
  }

  private void checkColumns(@Nullable FieldMapping field, @Nullable Shape shape, String pointer) {
    if (field == null || !(shape instanceof Shape.Delimited delimited)) return;
    if (delimited.columns().isEmpty()) return; // the header will tell
    List<String> used = new ArrayList<>(field.columns());
    if (field.orElse() != null) used.add(field.orElse());
    for (String column : used) {
      if (!delimited.columns().contains(column)) {
        faults.malformed(
            pointer,
            "unknownColumn",
            "no column \"" + column + "\"" + Nearest.hint(column, delimited.columns()));
      }
    }
  }
}
