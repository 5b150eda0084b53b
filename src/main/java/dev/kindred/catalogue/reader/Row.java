package dev.kindred.catalogue.reader;

/// One row of a catalogue file, seen by its column names.
interface Row {
  /// Where it starts, from 1.
  long line();

  /// Adds the texts in a column.
  ///
  /// @param objects whether objects inside JSON are wanted, as JSON text
  void texts(String column, boolean objects, FoundTexts out);

  /// The column as messages call it.
  String origin(String column);
}
