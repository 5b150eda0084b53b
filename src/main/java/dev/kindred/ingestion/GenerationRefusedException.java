package dev.kindred.ingestion;

/// A generation could not become the live one, for a reason that its message tells the operator.
/// Nothing has changed.
public final class GenerationRefusedException extends RuntimeException {
  public GenerationRefusedException(String message) {
    super(message);
  }
}
