package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.reader.Mapping.Shape;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The first rows of a file nobody has seen, with its layout told from them.
///
/// @param shape how the rows are laid out; columns are named when the file has no header
/// @param columns in the order of the file
/// @param rows how many were looked at
record FileSample(Shape shape, List<ColumnSample> columns, int rows) {
  /// Bytes looked at, unpacked, and rows.
  private static final int BYTES = 4 << 20;

  private static final int ROWS = 10_000;
  private static final int MAX_COLUMNS = 500;
  private static final int MAX_DEPTH = 4;
  private static final List<String> SEPARATORS = List.of("\t", "::", "|", ";", ",");
  private static final Pattern NO_NAME =
      Pattern.compile("[-+\\d.,:/%\\s]+|tt\\d+|\\d+ ?(min|Seasons?)|.{61,}|https?:.*");

  FileSample {
    columns = List.copyOf(columns);
  }

  /// Looks at the beginning of an unpacked stream.
  ///
  /// @param name the file's name, for messages
  /// @throws UnreadableCatalogueException when it is no text, empty, a header only, or when its
  ///   columns cannot be told apart
  static FileSample of(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(BYTES);
    FormatGuess.refuseWhatIsNoText(name, bytes);
    if (bytes.length == BYTES) {
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') end--;
      if (end > 0) bytes = Arrays.copyOf(bytes, end);
    }
    List<String> lines = lines(bytes);
    if (lines.isEmpty()) throw new UnreadableCatalogueException(name + " is empty");
    FormatGuess.refuseOtherJson(name, lines);
    if (lines.getFirst().startsWith("{")) return jsonLines(lines);
    FileSample sample = delimited(name, bytes, lines);
    if (sample.rows() == 0)
      throw new UnreadableCatalogueException(name + " has a header and no rows");
    return sample;
  }

  /// The column of a name, or null.
  @Nullable ColumnSample column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  private static List<String> lines(byte[] bytes) throws IOException {
    LineSource source = new LineSource(new ByteArrayInputStream(bytes));
    List<String> lines = new ArrayList<>();
    for (var line = source.nextWithContent();
        line != null && lines.size() < ROWS;
        line = source.nextWithContent()) {
      if (line instanceof LineSource.Line.Text(_, String text)) lines.add(text);
    }
    return lines;
  }

  private static FileSample delimited(String name, byte[] bytes, List<String> lines)
      throws IOException {
    RecordSplitter splitter = splitter(lines);
    List<String> first = splitter.fields(lines.getFirst());
    if (first == null)
      throw new UnreadableCatalogueException(name + ": the first line has malformed quotes");
    if (first.size() > MappingReader.MAX_ENTRIES)
      throw new UnreadableCatalogueException(
          "%s has %,d columns; at most %,d are looked at"
              .formatted(name, first.size(), MappingReader.MAX_ENTRIES));
    boolean header = isHeader(first, lines, splitter);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < first.size(); i++)
      names.add(header ? first.get(i).strip() : "column" + (i + 1));
    Shape.Delimited shape =
        new Shape.Delimited(splitter.separator(), splitter.quotes(), header ? List.of() : names);
    Map<String, ColumnSample> columns = new LinkedHashMap<>();
    for (String column : names)
      if (MappingText.canName(column)) columns.put(column, new ColumnSample(column));
    int[] rows = {0};
    DelimitedRows.read(
        new LineSource(new ByteArrayInputStream(bytes)),
        shape,
        Set.of(),
        _ -> {},
        row -> {
          if (rows[0]++ >= ROWS) return;
          columns.forEach((column, sample) -> {
            FoundTexts found = new FoundTexts(Set.of());
            row.texts(column, false, found);
            sample.add(found.texts());
          });
        });
    return new FileSample(shape, List.copyOf(columns.values()), Math.min(ROWS, rows[0]));
  }

  /// The separator by which most lines have as many fields as the first, and the most of them.
  private static RecordSplitter splitter(List<String> lines) {
    List<String> looked = lines.subList(0, Math.min(200, lines.size()));
    RecordSplitter best = new RecordSplitter(",", true);
    double bestScore = 0;
    for (String separator : SEPARATORS) {
      RecordSplitter splitter = new RecordSplitter(separator, hasQuotes(separator, looked));
      List<String> first = splitter.fields(looked.getFirst());
      if (first == null || first.size() < 2) continue;
      int alike = 0;
      int read = 0;
      for (String line : looked) {
        List<String> fields = splitter.fields(line);
        if (fields == null) continue;
        read++;
        if (fields.size() == first.size()) alike++;
      }
      double score = alike / (double) read + Math.min(first.size(), 20) / 100.0;
      if (score > bestScore + 1e-9) {
        bestScore = score;
        best = splitter;
      }
    }
    return best;
  }

  /// Whether fields stand in quotes: as many lines with quotes make sense so as do not.
  private static boolean hasQuotes(String separator, List<String> lines) {
    RecordSplitter quoted = new RecordSplitter(separator, true);
    int sense = 0;
    int none = 0;
    for (String line : lines) {
      if (!line.startsWith("\"") && !line.contains(separator + "\"")) continue;
      if (quoted.split(line) instanceof RecordSplitter.Split.Stray) none++;
      else sense++;
    }
    return sense + none == 0 ? separator.equals(",") || separator.equals(";") : sense >= none;
  }

  private static boolean isHeader(List<String> first, List<String> lines, RecordSplitter splitter) {
    Set<String> distinct = new LinkedHashSet<>(first);
    if (first.stream().anyMatch(f -> NO_NAME.matcher(f).matches())) return false;
    if (distinct.size() < first.size()) return false;
    if (first.stream().anyMatch(f -> ColumnNames.isKnown(new ColumnSample(f)))) return true;
    // No name is known, but none looks like the values below it either.
    for (String line : lines.subList(1, Math.min(20, lines.size()))) {
      List<String> fields = splitter.fields(line);
      if (fields != null && fields.stream().anyMatch(f -> NO_NAME.matcher(f).matches()))
        return true;
    }
    return false;
  }

  private static FileSample jsonLines(List<String> lines) {
    Map<String, ColumnSample> columns = new LinkedHashMap<>();
    int rows = 0;
    for (String line : lines) {
      try {
        JsonNode object = Json.parse(line);
        if (!object.isObject()) continue;
        rows++;
        Map<String, List<String>> found = new LinkedHashMap<>();
        collect(object, "", 0, columns, found);
        found.forEach((path, texts) -> {
          ColumnSample column = columns.get(path);
          if (column != null) column.add(texts);
        });
      } catch (InvalidJsonException _) { // a bad line; the others tell
      }
    }
    return new FileSample(new Shape.JsonLines(), List.copyOf(columns.values()), rows);
  }

  private static void collect(
      JsonNode object,
      String prefix,
      int depth,
      Map<String, ColumnSample> columns,
      Map<String, List<String>> found) {
    for (var field : object.properties()) {
      String path = prefix + field.getKey();
      if (field.getKey().contains(".") || !MappingText.canName(field.getKey())) continue;
      for (JsonNode value :
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
        if (value.isObject()) {
          if (depth < MAX_DEPTH) collect(value, path + ".", depth + 1, columns, found);
        } else if (!value.isNull() && (columns.containsKey(path) || columns.size() < MAX_COLUMNS)) {
          ColumnSample column = columns.computeIfAbsent(path, ColumnSample::new);
          if (field.getValue().isArray()) column.markList();
          found.computeIfAbsent(path, _ -> new ArrayList<>()).add(value.asText());
        }
      }
    }
  }
}
