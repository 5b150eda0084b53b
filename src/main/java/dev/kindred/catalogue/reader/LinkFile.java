package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.Registry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A table of the numbers that films have in several catalogues, as the `links.csv` of MovieLens:
/// columns `movieId`, `imdbId` and `tmdbId`, any of which may be empty in a row. Plain or gzip.
public final class LinkFile {
  private static final Mapping.Shape.Delimited SHAPE =
      new Mapping.Shape.Delimited(",", true, List.of());
  private static final Map<String, Registry> COLUMNS = columns();

  private LinkFile() {}

  /// @param line from 1
  /// @param numbers see [Registry]; two or three
  public record LinkRow(long line, Map<Registry, String> numbers) {
    public LinkRow {
      numbers = Map.copyOf(numbers);
    }
  }

  /// Hands every row to `rows`, and those that link nothing to `bad`.
  ///
  /// @throws UnreadableCatalogueException when a column is missing
  public static void read(
      Path file, Consumer<? super LinkRow> rows, Consumer<? super CatalogueLine.BadLine> bad)
      throws IOException {
    try (BufferedInputStream content = CatalogueFile.unpacked(file)) {
      DelimitedRows.read(
          new LineSource(content),
          SHAPE,
          COLUMNS.keySet(),
          line -> {
            if (line instanceof CatalogueLine.BadLine fault) bad.accept(fault);
          },
          row -> read(row, rows, bad));
    }
  }

  private static void read(
      Row row, Consumer<? super LinkRow> rows, Consumer<? super CatalogueLine.BadLine> bad) {
    Map<Registry, String> numbers = new EnumMap<>(Registry.class);
    for (Map.Entry<String, Registry> column : COLUMNS.entrySet()) {
      FoundTexts found = new FoundTexts(Set.of());
      row.texts(column.getKey(), false, found);
      for (String text : found.texts()) {
        var number = column.getValue().number(text);
        if (number.isEmpty()) {
          bad.accept(
              new CatalogueLine.BadLine(
                  row.line(),
                  column.getKey(),
                  "\"" + FoundTexts.shortened(text) + "\" is no number of a title"));
          return;
        }
        numbers.put(column.getValue(), number.get());
      }
    }
    if (numbers.size() > 1) rows.accept(new LinkRow(row.line(), numbers));
    else bad.accept(new CatalogueLine.BadLine(row.line(), "", "holds fewer than two numbers"));
  }

  private static Map<String, Registry> columns() {
    Map<String, Registry> columns = new LinkedHashMap<>();
    columns.put("movieId", Registry.MOVIELENS);
    columns.put("imdbId", Registry.IMDB);
    columns.put("tmdbId", Registry.TMDB);
    return columns;
  }
}
