package dev.kindred.operation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.Note;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Reads a catalogue into the store: batches of 500, at most three in flight, so that reading,
/// writing and committing overlap in bounded memory. Importing a file twice changes nothing the
/// second time. A bad line is recorded and never stops a good one.
///
/// The first import of one's own removes the bundled titles, once its first batch is durable; a
/// bundled title that the file also holds stays, as one's own. A file that begins with bundled
/// titles of its own, as an export may, removes none. Thread-safe: each run keeps its own state.
public final class CatalogueImport {
  private static final int BATCH = 500;
  private static final int IN_FLIGHT = 3;

  private final TitleStore store;
  private final TitleWriter writer;

  public CatalogueImport(TitleStore store, TitleWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  /// Told, by the importing thread, how an import comes along.
  public interface Watcher {
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
    Run run = new Run(file, options, rejects, progress, watcher);
    progress.start("importing titles (bytes)", file.size().orElse(Progress.UNKNOWN));
    try {
      file.read(run::take);
      run.finish();
    } catch (CancellationException e) {
      run.settle();
      throw e;
    }
    progress.end();
    return run.report();
  }

  private record Line(long number, TitleWrite.Put put) {}

  private record Batch(List<Line> lines, CompletableFuture<List<TitleWrite.Outcome>> outcomes) {}

  private final class Run {
    private final CatalogueFile file;
    private final ImportOptions options;
    private final RejectsFile rejects;
    private final Progress progress;
    private final Watcher watcher;
    private final long started = System.nanoTime();
    private final Queue<Batch> inFlight = new ArrayDeque<>();
    private List<Line> lines = new ArrayList<>(BATCH);
    private boolean replacesSample;
    private long bytes;
    private long read;
    private long accepted;
    private long unchanged;
    private long rejected;
    private long sampleRemoved;

    Run(
        CatalogueFile file,
        ImportOptions options,
        RejectsFile rejects,
        Progress progress,
        Watcher watcher) {
      this.file = file;
      this.options = options;
      this.rejects = rejects;
      this.progress = progress;
      this.watcher = watcher;
      this.replacesSample = replacesSample();
    }

    void take(CatalogueLine line) {
      read++;
      switch (line) {
        case BadLine bad -> reject(bad.line(), bad.field(), bad.reason());
        case ReadTitle title -> {
          for (Note note : title.notes()) rejects.value(title.line(), note.field(), note.reason());
          ContentProfile profile = title.profile();
          if (profile == null) profile = options.profiles().get(title.title().id());
          String source = title.source() == null ? options.source() : title.source();
          if (source.equals(ImportOptions.SAMPLE)) replacesSample = false; // an export of it
          lines.add(
              new Line(title.line(), new TitleWrite.Put(title.title(), profile, source, null)));
          if (lines.size() == BATCH) send();
        }
      }
      if (read % BATCH == 0) tell();
    }

    void finish() {
      if (!lines.isEmpty()) send();
      settle();
      tell();
    }

    /// Waits for what is in flight and counts it.
    void settle() {
      while (!inFlight.isEmpty()) settleOne();
      watcher.reached(report());
    }

    ImportReport report() {
      return new ImportReport(
          read,
          accepted,
          unchanged,
          rejected,
          sampleRemoved,
          Duration.ofNanos(System.nanoTime() - started));
    }

    private void send() {
      List<Line> batch = lines;
      lines = new ArrayList<>(BATCH);
      try {
        inFlight.add(new Batch(batch, writer.write(batch.stream().map(Line::put).toList())));
      } catch (IllegalArgumentException e) {
        sendOneByOne(batch);
      }
      while (inFlight.size() > IN_FLIGHT) settleOne();
    }

    /// The store refuses a whole batch for one title in it.
    private void sendOneByOne(List<Line> batch) {
      for (Line line : batch) {
        try {
          inFlight.add(new Batch(List.of(line), writer.write(List.of(line.put()))));
        } catch (IllegalArgumentException e) {
          reject(line.number(), "", String.valueOf(e.getMessage()));
        }
        while (inFlight.size() > IN_FLIGHT) settleOne();
      }
    }

    private void settleOne() {
      Batch batch = inFlight.remove();
      List<TitleWrite.Outcome> outcomes;
      try {
        outcomes = batch.outcomes().join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) throw failure;
        throw e;
      }
      accepted += outcomes.size();
      for (TitleWrite.Outcome outcome : outcomes) {
        if (outcome.result() == TitleWrite.Result.UNCHANGED) unchanged++;
      }
      if (replacesSample) {
        replacesSample = false;
        sampleRemoved = writer.deleteSource(ImportOptions.SAMPLE);
      }
      watcher.reached(report());
    }

    private void reject(long line, String field, String reason) {
      rejected++;
      Job.Reject reject = new Job.Reject(line, field, reason);
      rejects.line(reject);
      watcher.rejected(reject);
    }

    private void tell() {
      long now = file.bytesRead();
      progress.step(now - bytes);
      bytes = now;
      watcher.reached(report());
    }

    private boolean replacesSample() {
      if (options.sample() == ImportOptions.SampleRule.KEEP
          || options.source().equals(ImportOptions.SAMPLE)) return false;
      Set<String> sources = store.countBySource().keySet();
      return sources.contains(ImportOptions.SAMPLE)
          && Set.of(ImportOptions.SAMPLE, ImportOptions.BY_HAND).containsAll(sources);
    }
  }
}
