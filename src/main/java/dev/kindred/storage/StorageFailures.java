package dev.kindred.storage;

import dev.kindred.catalogue.StoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// Translates what the driver throws into what the store interfaces promise.
final class StorageFailures {
  private static final int PRIMARY_CODE = 0xff;
  private static final int BUSY = 5;
  private static final int IO_ERROR = 10;
  private static final int FULL = 13;
  private static final long NEARLY_FULL_BYTES = 1 << 20;

  private final Path file;

  StorageFailures(Path file) {
    this.file = file;
  }

  RuntimeException translate(Exception failure) {
    if (isFull(failure)) {
      return new StoreFullException("no space left for " + file + "; nothing was written", failure);
    }
    if (isBusy(failure)) {
      return new UncheckedIOException(
          new IOException(file + " is locked by another process", failure));
    }
    return new UncheckedIOException(new IOException("failed to use " + file, failure));
  }

  static boolean isBusy(Throwable failure) {
    return primaryCode(failure) == BUSY;
  }

  // A full disk mostly shows as FULL, but as an I/O error where SQLite grows its shared memory.
  private boolean isFull(Throwable failure) {
    int code = primaryCode(failure);
    return code == FULL || (code == IO_ERROR && usableBytes() < NEARLY_FULL_BYTES);
  }

  private long usableBytes() {
    try {
      return Files.getFileStore(file).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // a disk that does not answer is not known to be full
    }
  }

  private static int primaryCode(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLiteException sqlite) return sqlite.getResultCode().code & PRIMARY_CODE;
    }
    return 0;
  }
}
