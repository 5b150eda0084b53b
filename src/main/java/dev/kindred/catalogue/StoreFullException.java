package dev.kindred.catalogue;

/// The store could not write because its disk is full. Nothing of the write was kept.
public final class StoreFullException extends RuntimeException {
  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
