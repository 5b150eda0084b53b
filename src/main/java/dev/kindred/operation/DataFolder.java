package dev.kindred.operation;

import dev.kindred.disk.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

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
    return ProcessLock.take(indexLock()).map(IndexLock::new);
  }

  /// Who holds the index, as it wrote it: `process 4711`; empty when nobody ever did.
  public Optional<String> indexOwner() {
    return ProcessLock.owner(indexLock());
  }

  /// Takes the trained models for this process, to write them, until it is closed or the process
  /// ends; empty when another holds them.
  ///
  /// @throws UncheckedIOException when the file system cannot lock
  public Optional<ProcessLock> lockModels() {
    return ProcessLock.take(modelLock());
  }

  /// Who writes trained models, as it wrote it: `process 4711`; empty when nobody ever did.
  public Optional<String> modelOwner() {
    return ProcessLock.owner(modelLock());
  }

  private Path indexLock() {
    return root.resolve("index.lock");
  }

  private Path modelLock() {
    return root.resolve("models.lock");
  }

  /// The right to open the index for writing.
  public static final class IndexLock implements AutoCloseable {
    private final ProcessLock lock;

    private IndexLock(ProcessLock lock) {
      this.lock = lock;
    }

    /// Lets the next process have it.
    @Override
    public void close() {
      lock.close();
    }
  }
}
