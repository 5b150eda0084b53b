package dev.kindred.catalogue.reader;

import java.io.IOException;

/// A file of which not even a line can be read: empty, of an unknown format, without the columns of
/// its format. The message tells what was expected.
public final class UnreadableCatalogueException extends IOException {
  UnreadableCatalogueException(String message) {
    super(message);
  }
}
