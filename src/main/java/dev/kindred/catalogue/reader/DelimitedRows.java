package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.reader.LineSource.Line;
import dev.kindred.catalogue.reader.Mapping.Shape;
import dev.kindred.catalogue.reader.RecordSplitter.Split;
import dev.kindred.json.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rows of a delimited file, under a header or under names given by the mapping, whatever their
/// case and order; columns that nothing asks for are passed over.
///
/// A quoted field may span lines. So that a quote which is never closed costs one line and not the
/// rest of the file, lines are joined only while their quotes are odd, to at most
/// [LineSource#MAX_LINE] characters; when the joined record makes no sense its first line is bad
/// and reading goes on with the second. Every line is joined at most twice, so the cost stays
/// linear.
final class DelimitedRows {
  /// Where each column stands, by its name in lower case, and their names as the file has them.
  private record Header(Map<String, Integer> index, List<String> names) {
    int width() {
      return names.size();
    }
  }

  private record DelimitedRow(long line, Map<String, Integer> index, List<String> fields)
      implements Row {
    @Override
    public void texts(String column, boolean objects, FoundTexts out) {
      Integer at = index.get(column);
      if (at == null) at = index.get(column.toLowerCase(Locale.ROOT));
      if (at == null) throw new IllegalArgumentException("no column " + column);
      out.add(fields.get(at).strip());
    }

    @Override
    public String origin(String column) {
      return column;
    }
  }

  private final LineSource lines;
  private final Consumer<? super CatalogueLine> sink;
  private final RecordSplitter splitter;
  private final Header header;
  private final String expected;

  private DelimitedRows(
      LineSource lines,
      Shape.Delimited shape,
      Set<String> needed,
      Consumer<? super CatalogueLine> sink)
      throws IOException {
    this.lines = lines;
    this.sink = sink;
    this.splitter = new RecordSplitter(shape.separator(), shape.quotes());
    boolean named = shape.columns().isEmpty();
    this.header = named ? header(needed) : index(shape.columns());
    this.expected = (named ? ", the header " : ", expected ") + header.width();
  }

  /// Hands each row to `rows` and each bad line to `sink`.
  ///
  /// @throws UnreadableCatalogueException when there is no header or it lacks one of `needed`
  static void read(
      LineSource lines,
      Shape.Delimited shape,
      Set<String> needed,
      Consumer<? super CatalogueLine> sink,
      Consumer<? super Row> rows)
      throws IOException {
    DelimitedRows reader = new DelimitedRows(lines, shape, needed, sink);
    for (Row row = reader.next(); row != null; row = reader.next()) rows.accept(row);
  }

  private Header header(Set<String> needed) throws IOException {
    Line first = lines.nextWithContent();
    return switch (first) {
      case null ->
          throw new UnreadableCatalogueException(
              "the file is empty; expected a header with the columns " + String.join(", ", needed));
      case Line.Broken(long number, String reason) ->
          throw new UnreadableCatalogueException("header in line " + number + ": " + reason);
      case Line.Text(long number, String text) -> header(number, splitter.fields(text), needed);
    };
  }

  private static Header header(long line, @Nullable List<String> names, Set<String> needed)
      throws UnreadableCatalogueException {
    if (names == null)
      throw new UnreadableCatalogueException("header in line " + line + ": malformed quotes");
    Header header = index(names);
    for (int i = 0; i < names.size(); i++) {
      String name = key(names.get(i));
      Integer last = header.index().get(name);
      if (last != null && last != i && !name.isEmpty()) {
        throw new UnreadableCatalogueException(
            "header in line " + line + ": two columns are called \"" + name + "\"");
      }
    }
    List<String> missing =
        needed.stream()
            .filter(n -> !header.index().containsKey(key(n)))
            .map(n ->
                n
                    + Nearest.to(n, header.index().keySet())
                        .map(c -> " (is it \"" + c + "\"?)")
                        .orElse(""))
            .toList();
    if (!missing.isEmpty()) {
      throw new UnreadableCatalogueException(
          "header in line " + line + ": no column " + String.join(", ", missing));
    }
    return header;
  }

  private static Header index(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) index.put(key(names.get(i)), i);
    return new Header(index, names);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private @Nullable Row next() throws IOException {
    for (Line line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
      switch (line) {
        case Line.Broken(long number, String reason) -> bad(number, "", reason);
        case Line.Text first -> {
          Split split = splitter.split(first.text());
          if (!(split instanceof Split.Fields) && hasOddQuotes(first.text())) {
            Split.Fields joined = joined(first);
            if (joined != null) split = joined;
          }
          switch (split) {
            case Split.Unclosed(int field, int position) ->
                bad(
                    first.number(),
                    name(field),
                    "a quote is opened at character " + (position + 1) + " and never closed");
            case Split.Stray(int field) ->
                bad(
                    first.number(),
                    name(field),
                    "something stands between a closing quote and the next separator");
            case Split.Fields(List<String> fields) -> {
              if (fields.size() == header.width())
                return new DelimitedRow(first.number(), header.index(), fields);
              bad(first.number(), "", "has " + fields.size() + " fields" + expected);
            }
          }
        }
      }
    }
    return null;
  }

  /// The record that starts in `first` and ends in a later line, or null when there is none that
  /// has the header's columns; the lines after the first are given back then.
  private Split.@Nullable Fields joined(Line.Text first) throws IOException {
    StringBuilder record = new StringBuilder(first.text());
    List<Line> taken = new ArrayList<>();
    while (record.length() <= LineSource.MAX_LINE) {
      Line line = lines.next();
      if (line == null) break;
      taken.add(line);
      if (!(line instanceof Line.Text(_, String text))) break;
      record.append('\n').append(text);
      if (!hasOddQuotes(text)) continue;
      if (splitter.split(record.toString()) instanceof Split.Fields fields
          && fields.texts().size() == header.width()) return fields;
      break;
    }
    taken.reversed().forEach(lines::unread);
    return null;
  }

  private String name(int field) {
    return field < header.width() ? header.names().get(field).strip() : "";
  }

  private void bad(long line, String field, String reason) {
    sink.accept(new CatalogueLine.BadLine(line, field, reason));
  }

  private static boolean hasOddQuotes(String text) {
    boolean odd = false;
    for (int at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
    return odd;
  }
}
