package dev.kindred.search;

/// A cursor that was not made here, was altered, or belongs to another request.
public final class CursorException extends RuntimeException {
  public CursorException(String message) {
    super(message);
  }
}
