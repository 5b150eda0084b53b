package dev.kindred.operation;

import java.io.IOException;

/// A training in a process of its own failed, or its models were refused; the message says why. Its
/// own output, traces of calls included, is in the log already.
final class TrainingFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  TrainingFailedException(String message) {
    super(message);
  }
}
