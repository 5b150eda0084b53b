package dev.kindred.catalogue;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The store could not write because its disk is full. Nothing of the write was kept.
public final class StoreFullException extends RuntimeException {
  /// Whether a failure, or what caused it, says that a disk is full: the JDK has no type for that.
  public static boolean isTold(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof StoreFullException) return true;
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left")
          || message.contains("not enough space")
          || message.contains("quota exceeded")) return true;
    }
    return false;
  }

  /// The failure itself, unless it says that a disk is full.
  ///
  /// @throws StoreFullException when it does
  public static IOException unless(IOException failure) {
    if (isTold(failure))
      throw new StoreFullException("the disk of the data folder is full", failure);
    return failure;
  }

  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
