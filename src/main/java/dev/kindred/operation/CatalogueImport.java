package dev.kindred.operation;

import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/// Reads a catalogue into the store: batches of 250, a few in flight, so that reading, writing and
/// committing overlap in bounded memory. Importing a file twice changes nothing the second time. A
/// bad line is recorded and never stops a good one.
///
/// An import of a file keeps, in the commit of each batch and four times a second, how far it has
/// got. One that was interrupted goes on there when it is started again with the same file and
/// options; see [ImportOptions.ResumeRule].
///
/// The first import of one's own removes the bundled titles, once its first batch is durable; a
/// bundled title that the file also holds stays, as one's own. A file that begins with bundled
/// titles of its own, as an export may, removes none. Thread-safe: each run keeps its own state.
public final class CatalogueImport {
  private final TitleStore store;
  private final TitleWriter writer;
  private final Runnable ownTitles;

  /// @param ownTitles told in each import once the first titles that are not the bundled ones are
  ///   durable
  public CatalogueImport(TitleStore store, TitleWriter writer, Runnable ownTitles) {
    this.store = store;
    this.writer = writer;
    this.ownTitles = ownTitles;
  }

  /// Told, by the importing thread, how an import comes along.
  public interface Watcher {
    /// It goes on after this line of an interrupted import, whose figures come with the next
    /// [#reached].
    default void resumed(long line) {}

    /// It begins anew although an interrupted import got to this line.
    default void restarted(long line) {}

    /// The figures so far, after each batch.
    void reached(ImportReport soFar);

    /// A line was refused.
    void rejected(Job.Reject reject);
  }

  /// Imports a file. What was written before a failure or a cancellation stays.
  ///
  /// @param rejects where refused lines go; the caller closes it
  /// @param progress in bytes of the file
  /// @throws IOException when the file cannot be read on
  /// @throws dev.kindred.catalogue.StoreFullException when the disk is full
  /// @throws CancellationException when `progress` says so
  public ImportReport run(
      CatalogueFile file,
      ImportOptions options,
      RejectsFile rejects,
      Progress progress,
      Watcher watcher)
      throws IOException {
    ImportRun run =
        new ImportRun(store, writer, file, options, rejects, progress, watcher, ownTitles);
    progress.startBytes("importing titles", file.size().orElse(Progress.UNKNOWN));
    try {
      run.begin();
      file.read(run.after(), run::take);
      run.finish();
    } catch (CancellationException e) {
      run.settle();
      throw e;
    }
    progress.end();
    return run.report();
  }
}
