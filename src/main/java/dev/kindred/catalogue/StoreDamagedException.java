package dev.kindred.catalogue;

import org.jspecify.annotations.Nullable;

/// The file of the store is damaged. Nothing is written to it any more; what can still be read is.
public final class StoreDamagedException extends RuntimeException {
  public StoreDamagedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
