package dev.kindred.model;

import java.io.IOException;

/// A file that holds no whole set of models: cut off, changed, or of another version. The message
/// names it and says which.
public final class DamagedModelException extends IOException {
  DamagedModelException(String message) {
    super(message);
  }
}
