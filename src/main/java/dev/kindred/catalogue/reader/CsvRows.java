package dev.kindred.catalogue.reader;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kindred.catalogue.reader.LineSource.Line;
import dev.kindred.json.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file (RFC 4180) under a header of known columns, in any order, whatever their
/// case; further columns are passed over.
///
/// A quoted field may span lines. So that a quote which is never closed costs one line and not the
/// rest of the file, lines are joined only while their quotes are odd, to at most
/// [LineSource#MAX_LINE] characters; when the joined record makes no sense its first line is bad
/// and reading goes on with the second. Every line is joined at most twice, so the cost stays
/// linear.
final class CsvRows {
  /// One row.
  ///
  /// @param line of the file, from 1, where it starts
  record Row(long line, Map<String, Integer> columns, List<String> fields) {
    /// The text in a column, without white space around it; empty when there is none.
    String text(String column) {
      Integer index = columns.get(column.toLowerCase(Locale.ROOT));
      if (index == null) throw new IllegalArgumentException("no column " + column);
      return fields.get(index).strip();
    }

    /// The parts of a column's text between separators, stripped, without blank ones and repeats.
    List<String> texts(String column, String separator) {
      return Arrays.stream(text(column).split(Pattern.quote(separator), -1))
          .map(String::strip)
          .filter(t -> !t.isEmpty())
          .distinct()
          .toList();
    }
  }

  /// Where each column stands, by its name in lower case, and how many there are.
  private record Header(Map<String, Integer> columns, int width) {}

  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().skipEmptyLines(false).allowUnclosedQuote(false);

  private final LineSource lines;
  private final Consumer<? super CatalogueLine> sink;
  private final Map<String, Integer> columns;
  private final int width;

  private CsvRows(LineSource lines, Consumer<? super CatalogueLine> sink, Header header) {
    this.lines = lines;
    this.sink = sink;
    this.columns = header.columns();
    this.width = header.width();
  }

  /// Hands each row to `reader` and what it makes of it to `sink`, bad lines with them.
  ///
  /// @throws UnreadableCatalogueException when there is no header or it lacks one of `needed`
  static void read(
      LineSource lines,
      List<String> needed,
      Consumer<? super CatalogueLine> sink,
      Function<Row, CatalogueLine> reader)
      throws IOException {
    CsvRows rows = new CsvRows(lines, sink, header(lines, needed));
    for (Row row = rows.next(); row != null; row = rows.next()) sink.accept(reader.apply(row));
  }

  private static Header header(LineSource lines, List<String> needed) throws IOException {
    Line first = lines.nextWithContent();
    return switch (first) {
      case null ->
          throw new UnreadableCatalogueException(
              "the file is empty; expected a header with the columns " + String.join(", ", needed));
      case Line.Broken(long number, String reason) ->
          throw new UnreadableCatalogueException("header in line " + number + ": " + reason);
      case Line.Text(long number, String text) -> columns(number, fields(text), needed);
    };
  }

  private static Header columns(long line, @Nullable List<String> names, List<String> needed)
      throws UnreadableCatalogueException {
    if (names == null)
      throw new UnreadableCatalogueException("header in line " + line + ": malformed quotes");
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip().toLowerCase(Locale.ROOT);
      if (columns.put(name, i) != null && !name.isEmpty()) {
        throw new UnreadableCatalogueException(
            "header in line " + line + ": two columns are called \"" + name + "\"");
      }
    }
    List<String> missing =
        needed.stream()
            .filter(n -> !columns.containsKey(n.toLowerCase(Locale.ROOT)))
            .map(n ->
                n + Nearest.to(n, columns.keySet()).map(c -> " (is it \"" + c + "\"?)").orElse(""))
            .toList();
    if (!missing.isEmpty()) {
      throw new UnreadableCatalogueException(
          "header in line " + line + ": no column " + String.join(", ", missing));
    }
    return new Header(columns, names.size());
  }

  private @Nullable Row next() throws IOException {
    for (Line line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
      switch (line) {
        case Line.Broken(long number, String reason) -> bad(number, reason);
        case Line.Text first -> {
          List<String> fields = fields(first.text());
          if (fields == null && hasOddQuotes(first.text())) fields = joined(first);
          if (fields == null) {
            bad(
                first.number(),
                hasOddQuotes(first.text())
                    ? "a quote is opened and never closed"
                    : "something stands between a closing quote and the next comma");
          } else if (fields.size() != width) {
            bad(first.number(), "has " + fields.size() + " fields, the header " + width);
          } else {
            return new Row(first.number(), columns, fields);
          }
        }
      }
    }
    return null;
  }

  /// The record that starts in `first` and ends in a later line, or null when there is none that
  /// has the header's columns; the lines after the first are given back then.
  private @Nullable List<String> joined(Line.Text first) throws IOException {
    StringBuilder record = new StringBuilder(first.text());
    List<Line> taken = new ArrayList<>();
    while (record.length() <= LineSource.MAX_LINE) {
      Line line = lines.next();
      if (line == null) break;
      taken.add(line);
      if (!(line instanceof Line.Text(_, String text))) break;
      record.append('\n').append(text);
      if (!hasOddQuotes(text)) continue;
      List<String> fields = fields(record.toString());
      if (fields != null && fields.size() == width) return fields;
      break;
    }
    taken.reversed().forEach(lines::unread);
    return null;
  }

  private void bad(long line, String reason) {
    sink.accept(new CatalogueLine.BadLine(line, "", reason));
  }

  private static @Nullable List<String> fields(String record) {
    try {
      List<CsvRecord> records = CSV.ofCsvRecord(record).stream().toList();
      return records.size() == 1 ? records.getFirst().getFields() : null;
    } catch (CsvParseException _) { // what is wrong depends on the lines around: the caller says it
      return null;
    }
  }

  private static boolean hasOddQuotes(String text) {
    return (text.chars().filter(c -> c == '"').count() & 1) == 1;
  }
}
