package dev.kindred.catalogue;

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

  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
