package dev.kindred.evaluation;

import dev.kindred.catalogue.reader.DataLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Grades by query and document ("qrels"), in the order of the file.
record Judgements(Map<String, Map<String, Integer>> grades) {
  private static final String HEADER = "query-id";

  /// Reads BEIR's tab-separated `query-id corpus-id score`, with its header or without, or TREC's
  /// `query iteration document grade`, separated by blanks; which one, the number of columns tells.
  ///
  /// @throws IOException naming the line that is neither, or judges a document twice
  static Judgements read(Path file) throws IOException {
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    boolean[] first = {true};
    DataLines.text(
        file,
        line -> {
          String[] columns = line.strip().split(line.contains("\t") ? "\t" : "\\s+", -1);
          boolean header = first[0] && columns[0].equals(HEADER);
          first[0] = false;
          if (header) return;
          if (columns.length != 3 && columns.length != 4) {
            throw new IllegalArgumentException(
                "expected query, document and grade, or TREC's four columns, got "
                    + columns.length
                    + " columns");
          }
          String document = columns[columns.length - 2].strip();
          int grade = grade(columns[columns.length - 1].strip());
          Integer before =
              grades
                  .computeIfAbsent(columns[0].strip(), query -> new LinkedHashMap<>())
                  .put(document, grade);
          if (before != null && before != grade)
            throw new IllegalArgumentException(
                document + " has the grade " + before + " for this query already, now " + grade);
        });
    return new Judgements(grades);
  }

  private static int grade(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the grade must be a whole number, got \"" + text + "\"");
    }
  }
}
