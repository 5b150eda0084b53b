package dev.kindred.disk;

import dev.kindred.catalogue.StoreFullException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/// A file that is there whole or not at all, whatever ends its writing: written beside its place,
/// made durable, then renamed into it. One of that name is replaced.
public final class NewFile {
  /// Ending of a file in the making; one that is left over is of no use.
  public static final String PART = ".part";

  private static final int BUFFER = 1 << 16;

  private NewFile() {}

  /// Who may read the file.
  public enum Access {
    OWNER,
    AS_USUAL
  }

  /// Writes the content of a file; need not close the stream.
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /// @throws StoreFullException when the disk is full; nothing is left behind
  /// @throws IOException when it cannot be written; nothing is left behind
  public static void write(Path file, Access access, Content content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      Files.deleteIfExists(part);
      try (FileChannel channel =
          FileChannel.open(
              part,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              access == Access.OWNER ? OwnerOnly.rights(part) : new FileAttribute<?>[0])) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(file);
    } catch (IOException e) {
      throw StoreFullException.unless(e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Makes the names in the folder of `file` durable; where folders cannot be opened, as on
  /// Windows, the file system sees to that.
  public static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !OwnerOnly.isPosix(folder)) return;
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
