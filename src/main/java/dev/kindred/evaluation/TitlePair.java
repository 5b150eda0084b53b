package dev.kindred.evaluation;

import dev.kindred.catalogue.reader.DataLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two titles that somebody judged to be good recommendations of each other, or not.
record TitlePair(Named first, Named second, Rating rating) {
  enum Rating {
    OK,
    NOT_OK
  }

  /// @param year null when not given
  record Named(String name, @Nullable Integer year) {}

  private static final List<String> COLUMNS =
      List.of("title_1", "year_1", "title_2", "year_2", "rating");

  /// Reads tab-separated lines under the header `title_1 year_1 title_2 year_2 rating`, in any
  /// order and among others.
  ///
  /// @throws IOException naming the line and the column
  static List<TitlePair> read(Path file) throws IOException {
    List<TitlePair> pairs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    DataLines.text(
        file,
        line -> {
          List<String> cells = List.of(line.split("\t", -1));
          if (places.isEmpty()) {
            for (String column : COLUMNS) {
              int place = cells.stream().map(String::strip).toList().indexOf(column);
              if (place < 0)
                throw new IllegalArgumentException("the column " + column + " is missing");
              places.add(place);
            }
          } else {
            pairs.add(pair(cells, places));
          }
        });
    if (pairs.isEmpty()) throw new IOException(file + " holds no pair");
    return pairs;
  }

  private static TitlePair pair(List<String> cells, List<Integer> places) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) >= cells.size())
        throw new IllegalArgumentException(COLUMNS.get(i) + " is missing");
      values.add(cells.get(places.get(i)).strip());
    }
    return new TitlePair(
        named(values, 0),
        named(values, 2),
        switch (values.get(4)) {
          case "OK" -> Rating.OK;
          case "NOT_OK" -> Rating.NOT_OK;
          default ->
              throw new IllegalArgumentException(
                  "rating must be OK or NOT_OK, got \"" + values.get(4) + "\"");
        });
  }

  private static Named named(List<String> values, int at) {
    if (values.get(at).isEmpty()) throw new IllegalArgumentException(COLUMNS.get(at) + " is empty");
    String year = values.get(at + 1);
    if (year.isEmpty()) return new Named(values.get(at), null);
    try {
      return new Named(values.get(at), Integer.valueOf(year));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          COLUMNS.get(at + 1) + " must be a year, got \"" + year + "\"", e);
    }
  }
}
