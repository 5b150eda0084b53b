package dev.kindred.storage;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.operation.Backups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/// Translates what the driver throws into what the store interfaces promise, and remembers when the
/// file turned out to be damaged. Thread-safe.
final class StorageFailures {
  private static final int PRIMARY_CODE = 0xff;
  private static final int BUSY = 5;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int NOT_A_DATABASE = 26;
  private static final long NEARLY_FULL_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StorageFailures.class);

  private final Path file;
  private final AtomicReference<@Nullable String> damage = new AtomicReference<>();

  StorageFailures(Path file) {
    this.file = file;
  }

  RuntimeException translate(Exception failure) {
    if (isFull(failure)) {
      return new StoreFullException("no space left for " + file + "; nothing was written", failure);
    }
    if (isDamaged(failure)) {
      damaged(driverMessage(failure));
      return new StoreDamagedException(file + " is damaged", failure);
    }
    if (isBusy(failure)) {
      return new UncheckedIOException(
          new IOException(file + " is locked by another process", failure));
    }
    return new UncheckedIOException(new IOException("failed to use " + file, failure));
  }

  /// Remembers that the file is damaged; the first time it is told what to do about it.
  void damaged(String fault) {
    if (!damage.compareAndSet(null, fault)) return;
    LOG.error(
        "{} is damaged: {}. Writes are refused from now on, searches go on. Stop Kindred, then {}",
        file,
        fault,
        Backups.advice(file.toAbsolutePath().resolveSibling("")));
  }

  Optional<String> damage() {
    return Optional.ofNullable(damage.get());
  }

  /// Why nothing may be written; empty while the file is sound.
  Optional<StoreDamagedException> refusal() {
    return damage().map(fault -> new StoreDamagedException(file + " is damaged: " + fault, null));
  }

  /// A database that cannot even be opened.
  static StoreDamagedException unusable(Path file, Exception failure) {
    return new StoreDamagedException(
        "%s is damaged or no database (%s). Nothing was changed; %s"
            .formatted(
                file,
                primaryCode(failure) == CORRUPT
                    ? "its pages do not fit together"
                    : "it begins unlike one",
                Backups.advice(file.toAbsolutePath().resolveSibling(""))),
        failure);
  }

  /// A database that was cut off to nothing: an index has been built from it.
  static StoreDamagedException emptied(Path file) {
    return new StoreDamagedException(
        "%s is empty, but there is an index that was built from it. Nothing was changed; %s. To begin anew, delete the file"
            .formatted(file, Backups.advice(file.toAbsolutePath().resolveSibling(""))),
        null);
  }

  static boolean isDamaged(Throwable failure) {
    int code = primaryCode(failure);
    return code == CORRUPT || code == NOT_A_DATABASE;
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

  private static String driverMessage(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException) return String.valueOf(at.getMessage());
    }
    return String.valueOf(failure.getMessage());
  }

  private static int primaryCode(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLiteException sqlite) return sqlite.getResultCode().code & PRIMARY_CODE;
    }
    return 0;
  }
}
