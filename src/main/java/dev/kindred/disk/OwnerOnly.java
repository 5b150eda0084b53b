package dev.kindred.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read, where the file system knows owners: stores and backups
/// hold the hashes of keys and the secrets that sign.
public final class OwnerOnly {
  private OwnerOnly() {}

  /// Creates an empty file unless there is one.
  public static void create(Path file) throws IOException {
    try {
      Files.createFile(file, rights(file));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) throw e;
    }
  }

  static FileAttribute<?>[] rights(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
