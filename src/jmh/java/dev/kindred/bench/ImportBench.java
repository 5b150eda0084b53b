package dev.kindred.bench;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Catalogue;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.operation.CatalogueImport;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.ImportReport;
import dev.kindred.operation.Job;
import dev.kindred.operation.RejectsFile;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/// How fast generated rows get into the store, a second time with nothing new in them, and from
/// there into an index without vectors: what `kindred import --no-embed` does. Every commit is on
/// disk. The heap is this process's (`-Xmx1g` proves that it is enough).
///
/// Arguments: rows; an empty or new folder for the data, which is left there.
public final class ImportBench {
  private ImportBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    DataFolder folder = DataFolder.at(Path.of(arguments[1])).create();
    Path file = folder.root().resolve("generated.jsonl");
    GeneratedCatalogue.write(file, rows);
    System.out.printf(Locale.ROOT, "%,d rows, %,d MB%n", rows, Files.size(file) / 1_000_000);
    try (Database database = Database.open(folder)) {
      report("read and stored", rows, run(database, folder, file));
      report("the same again, nothing changed", rows, run(database, folder, file));
      System.gc();
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.printf(
          Locale.ROOT,
          "heap in use after it: %,d MiB of %,d%n",
          used >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
    }
    Settings settings = Settings.DEFAULT;
    long start = System.nanoTime();
    try (Catalogue catalogue =
        new Catalogue(
            settings,
            folder,
            BundledCatalogue.of(Path.of(".")),
            TitleVectors.Embedding.CACHED_ONLY)) {
      catalogue.openIndex(Progress.SILENT);
      report("indexed without vectors", rows, (System.nanoTime() - start) / 1e9);
    }
  }

  private static double run(Database database, DataFolder folder, Path file) throws IOException {
    CatalogueImport imports =
        new CatalogueImport(
            database.titles(), new TitleWriter(database.titles(), () -> {}), () -> {});
    boolean first = database.titles().lastSeq() == 0;
    try (CatalogueFile in = CatalogueFile.open(file);
        RejectsFile rejects = new RejectsFile(folder.rejects("bench"));
        Watch watch = new Watch(database.titles())) {
      ImportReport report = imports.run(in, ImportOptions.DEFAULT, rejects, Progress.SILENT, watch);
      if (first) watch.report();
      return report.took().toNanos() / 1e9;
    }
  }

  private static void report(String what, int rows, double seconds) {
    System.out.printf(Locale.ROOT, "%s: %.1f s, %,.0f rows/s%n", what, seconds, rows / seconds);
  }

  /// What an interruption would have cost: how long ago the oldest batch was read that is not
  /// durable yet. On a first import each row is one change.
  private static final class Watch implements CatalogueImport.Watcher, AutoCloseable {
    private record Reached(long nanos, long rows) {}

    private final ConcurrentLinkedDeque<Reached> inFlight = new ConcurrentLinkedDeque<>();
    private final Thread sampler;
    private volatile long longest;

    private Watch(TitleStore store) {
      long before = store.lastSeq();
      sampler = Thread.ofPlatform().daemon().start(() -> sample(store, before));
    }

    private void sample(TitleStore store, long before) {
      while (!Thread.currentThread().isInterrupted()) {
        long now = System.nanoTime();
        long durable = store.lastSeq() - before;
        inFlight.removeIf(reached -> reached.rows <= durable);
        Reached oldest = inFlight.peek();
        if (oldest != null) longest = Math.max(longest, now - oldest.nanos);
        LockSupport.parkNanos(10_000_000);
      }
    }

    private void report() {
      System.out.printf(
          Locale.ROOT, "an interruption would have lost at most %.2f s of it%n", longest / 1e9);
    }

    @Override
    public void reached(ImportReport soFar) {
      inFlight.add(new Reached(System.nanoTime(), soFar.read()));
    }

    @Override
    public void close() {
      sampler.interrupt();
    }

    @Override
    public void rejected(Job.Reject reject) {
      throw new IllegalStateException("a generated row is refused: " + reject);
    }
  }
}
