package dev.kindred.index;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A file of a generation is missing, cut short, or not what was written: its checksum says so.
public final class DamagedGenerationException extends UncheckedIOException {
  public DamagedGenerationException(String message, IOException cause) {
    super(message, cause);
  }
}
