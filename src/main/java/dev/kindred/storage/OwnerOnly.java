package dev.kindred.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Database files that only their owner may read, where the file system knows owners: they hold the
/// keys' hashes and the secrets that sign.
final class OwnerOnly {
  private OwnerOnly() {}

  /// Creates an empty file unless there is one.
  static void create(Path file) throws IOException {
    FileAttribute<?>[] rights =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, rights);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) throw e;
    }
  }
}
