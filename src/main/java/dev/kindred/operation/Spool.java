package dev.kindred.operation;

import dev.kindred.catalogue.StoreFullException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Puts an uploaded catalogue on disk before it is read, so that an import outlives its request and
/// takes no memory. What fails leaves no file behind.
final class Spool {
  private static final String SUFFIX = ".upload";
  private static final int BUFFER = 1 << 16;

  private Spool() {}

  /// Where the upload of that name lies, if there is one.
  static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  /// Writes all of `in` to a new file in `folder` and makes it durable.
  ///
  /// @throws StoreFullException when the disk is full
  /// @throws IOException when the upload breaks off, or the file cannot be written
  static Path save(InputStream in, Path folder, String name) throws IOException {
    Path file = file(folder, name);
    boolean complete = false;
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copy(in, Channels.newOutputStream(channel));
        force(channel);
      }
      complete = true;
      return file;
    } finally {
      if (!complete) Files.deleteIfExists(file);
    }
  }

  /// Copies to a disk; only a failure of the writing side can mean that the disk is full.
  static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int length = in.read(buffer);
    while (length >= 0) {
      try {
        out.write(buffer, 0, length);
      } catch (IOException e) {
        throw StoreFullException.unless(e);
      }
      length = in.read(buffer);
    }
  }

  /// Deletes the uploads that an earlier process left, but for those still needed; returns how
  /// many.
  static int clear(Path folder, Set<Path> needed) {
    if (!Files.isDirectory(folder)) return 0;
    int cleared = 0;
    try (DirectoryStream<Path> uploads = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path upload : uploads) {
        if (needed.contains(upload.toAbsolutePath())) continue;
        Files.delete(upload);
        cleared++;
      }
      return cleared;
    } catch (IOException e) {
      throw new UncheckedIOException("left uploads in " + folder + " cannot be deleted", e);
    }
  }

  private static void force(FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw StoreFullException.unless(e);
    }
  }
}
