package dev.kindred.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right of one process to do what a file stands for, until it is closed or the process ends.
/// The file says who has it.
public final class ProcessLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Empty when another process, or another part of this one, has it.
  ///
  /// @throws UncheckedIOException when the file system cannot lock
  public static Optional<ProcessLock> take(Path file) {
    @Nullable FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      String owner = "process " + ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new ProcessLock(file, channel));
    } catch (IOException e) {
      closeAfter(e, channel);
      throw new UncheckedIOException(file + " cannot be locked", e);
    }
  }

  /// Who has it or had it last, as it wrote it: `process 4711`; empty when nobody ever did.
  public static Optional<String> owner(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(owner -> !owner.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this very process
    }
  }

  private static void closeAfter(IOException failure, @Nullable FileChannel channel) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Lets the next one have it. The file stays: deleting it would let two processes lock two files
  /// of one name.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock " + file + " could not be released", e);
    }
  }
}
