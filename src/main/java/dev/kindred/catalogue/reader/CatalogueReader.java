package dev.kindred.catalogue.reader;

import java.io.IOException;
import java.util.function.Consumer;

/// Reads the lines of one format. Stateless.
interface CatalogueReader {
  /// Hands every title and every bad line to `sink`, in the order of the file.
  ///
  /// @throws UnreadableCatalogueException when nothing can be read at all, as with a missing column
  void read(LineSource lines, Consumer<? super CatalogueLine> sink) throws IOException;
}
