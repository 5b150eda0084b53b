package dev.kindred.feedback.reader;

import java.io.IOException;

/// A file of which no rating can be read. The message names it and what was expected.
public final class UnreadableRatingsException extends IOException {
  UnreadableRatingsException(String message) {
    super(message);
  }
}
