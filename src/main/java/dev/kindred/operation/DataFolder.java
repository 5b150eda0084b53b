package dev.kindred.operation;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a running Kindred keeps what it writes, and the lock by which one process at a time owns
/// the index. Another process may still write to the store; the owner's follower brings the index
/// up.
///
/// @param root locks and imports
/// @param database the store
/// @param generations the index, one folder a generation
/// @param vectors the vector caches
public record DataFolder(Path root, Path database, Path generations, Path vectors) {
  /// Everything in one folder, as `--data` wants it.
  public static DataFolder at(Path folder) {
    return new DataFolder(
        folder,
        folder.resolve("catalogue.db"),
        folder.resolve("generations"),
        folder.resolve("vectors"));
  }

  /// The places within a project folder when no `--data` is given.
  public static DataFolder ofProject(Path project) {
    Path data = project.resolve("data");
    return new DataFolder(
        data,
        data.resolve("catalogue.db"),
        project.resolve("index").resolve("generations"),
        project.resolve("embeddings").resolve("vectors"));
  }

  /// The store of events and users.
  public Path events() {
    return database.resolveSibling("events.db");
  }

  /// The trained models, a file a training.
  public Path models() {
    return root.resolve("models");
  }

  /// Imports on their way and the lines they refused.
  public Path imports() {
    return root.resolve("imports");
  }

  /// The lines that an import refused, one JSON object each; absent when it refused none.
  public Path rejects(String jobId) {
    return imports().resolve(jobId + ".rejects.ndjson");
  }

  /// The recorded queries.
  public Path queries() {
    return root.resolve("queries.ndjson");
  }

  /// How the last rebuilds compared, one file a generation.
  public Path comparisons() {
    return root.resolve("comparisons");
  }

  /// The titles whose profiles a language model could not write; absent when there are none.
  public Path failedProfiles() {
    return root.resolve("enrichment.failures.jsonl");
  }

  /// Creates the folders that are missing.
  ///
  /// @throws UncheckedIOException when one cannot be created
  public DataFolder create() {
    try {
      for (Path folder : new Path[] {root, imports(), generations, vectors})
        Files.createDirectories(folder);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + root + " cannot be created", e);
    }
  }

  /// Whether an index was ever finished here.
  ///
  /// @throws UncheckedIOException when the folder cannot be read
  public boolean hasGenerations() {
    if (!Files.isDirectory(generations)) return false;
    try (Stream<Path> children = Files.list(generations)) {
      return children.anyMatch(child -> Files.exists(child.resolve("generation.json")));
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + generations + " cannot be read", e);
    }
  }

  /// Takes the index for this process, until it is closed or the process ends; empty when another
  /// holds it.
  ///
  /// @throws UncheckedIOException when the file system cannot lock
  public Optional<IndexLock> lockIndex() {
    Path file = root.resolve("index.lock");
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
      return Optional.of(new IndexLock(channel));
    } catch (IOException e) {
      closeAfter(e, channel);
      throw new UncheckedIOException("the index in " + root + " cannot be locked", e);
    }
  }

  /// Who holds the index, as it wrote it: `process 4711`; empty when nobody ever did.
  public Optional<String> indexOwner() {
    Path file = root.resolve("index.lock");
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

  /// The right to open the index for writing.
  public static final class IndexLock implements AutoCloseable {
    private final FileChannel channel;

    private IndexLock(FileChannel channel) {
      this.channel = channel;
    }

    /// Lets the next process have it. The file stays: deleting it would let two processes lock two
    /// files of one name.
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the index lock could not be released", e);
      }
    }
  }
}
