package dev.kindred.operation;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.operation.Job.Kind;
import dev.kindred.operation.Job.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Long work in the background: one job of a kind at a time, the others queue. The state of a job
/// is kept in the store; that of an unfinished one is fresher here. Thread-safe.
public final class Jobs implements AutoCloseable {
  private static final int STOP_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final JobStore store;
  private final CatalogueImport imports;
  private final Generations generations;
  private final DataFolder folder;
  private final InstantSource clock;
  private final JobIds ids = new JobIds();
  private final Map<Kind, ExecutorService> threads = new EnumMap<>(Kind.class);
  private final Map<String, JobRun> runs = new ConcurrentHashMap<>();

  /// Takes over the jobs of the store: those that an earlier process left unfinished are failed,
  /// and their uploads deleted. For the process that owns the index only.
  public Jobs(
      JobStore store,
      CatalogueImport imports,
      Generations generations,
      DataFolder folder,
      InstantSource clock) {
    this.store = store;
    this.imports = imports;
    this.generations = generations;
    this.folder = folder;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      String name = "job-" + kind.name().toLowerCase(Locale.ROOT);
      threads.put(
          kind,
          Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory()));
    }
    int failed = store.failUnfinished("the service stopped before the job was done");
    int cleared = Spool.clear(folder.imports());
    if (failed + cleared > 0)
      LOG.info("{} unfinished jobs failed, {} left uploads deleted", failed, cleared);
  }

  /// What a job does.
  private interface Work {
    /// @return one line on how it went
    String run(JobRun run) throws IOException;
  }

  /// Puts an upload on disk, then imports it in the background; the upload is deleted after.
  ///
  /// @param format null to tell it from the content
  /// @param subject what is imported, for people
  /// @throws StoreFullException when the disk is full; nothing is left behind
  /// @throws IOException when the upload breaks off; nothing is left behind
  public Job startImport(
      InputStream upload, @Nullable CatalogueFormat format, ImportOptions options, String subject)
      throws IOException {
    String id = ids.next(clock.instant());
    Path file = Spool.save(upload, folder.imports(), id);
    boolean submitted = false;
    try {
      Job job =
          submit(id, Kind.IMPORT, subject, run -> importFile(run, file, format, options), file);
      submitted = true;
      return job;
    } finally {
      if (!submitted) Files.deleteIfExists(file);
    }
  }

  /// Imports a file that stays where it is.
  ///
  /// @param format null to tell it from the content and the name
  public Job startImport(Path file, @Nullable CatalogueFormat format, ImportOptions options) {
    return submit(
        ids.next(clock.instant()),
        Kind.IMPORT,
        String.valueOf(file.getFileName()),
        run -> importFile(run, file, format, options),
        null);
  }

  /// Rebuilds the index into a new generation and flips. A rebuild that waits already is enough.
  public synchronized Job startRebuild() {
    Optional<Job> waiting =
        runs.values().stream()
            .map(JobRun::job)
            .filter(job -> job.kind() == Kind.REBUILD && job.state() == State.QUEUED)
            .findFirst();
    return waiting.orElseGet(() ->
        submit(ids.next(clock.instant()), Kind.REBUILD, "the whole index", this::rebuild, null));
  }

  /// Makes a backup in the data folder; its id is the job's subject.
  public Job startBackup(Backups backups, Backups.Vectors vectors) {
    String backup = backups.nextId();
    return submit(
        ids.next(clock.instant()),
        Kind.BACKUP,
        backup,
        run -> backUp(run, backups, backup, vectors),
        null);
  }

  public Optional<Job> find(String id) {
    JobRun run = runs.get(id);
    return run != null ? Optional.of(run.job()) : store.find(id);
  }

  /// The newest first.
  ///
  /// @param before id of the last job of the previous page; empty for the first page
  public List<Job> page(String before, int limit) {
    List<Job> page = new ArrayList<>(store.page(before, limit));
    page.replaceAll(job -> {
      JobRun run = runs.get(job.id());
      return run == null ? job : run.job();
    });
    return page;
  }

  /// Asks a job that is not finished to end; it does at its next step, and what it has written
  /// stays. False when there is no such unfinished job.
  public boolean cancel(String id) {
    JobRun run = runs.get(id);
    if (run == null || run.job().finishedAt() != null) return false;
    run.cancel("cancelled on request");
    return true;
  }

  /// Cancels what runs and waits up to 10 s for it to end.
  @Override
  public void close() {
    for (JobRun run : runs.values()) run.cancel("the service stopped before the job was done");
    threads.values().forEach(ExecutorService::shutdown);
    try {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
      for (ExecutorService thread : threads.values()) {
        if (!thread.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS))
          LOG.warn("a job goes on after {} s; it is failed at the next start", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Job submit(String id, Kind kind, String subject, Work work, @Nullable Path upload) {
    Job job = Job.queued(id, kind, subject, clock.instant());
    JobRun run = new JobRun(job, store, clock);
    runs.put(id, run);
    boolean queued = false;
    try {
      ExecutorService thread = threads.get(kind);
      if (thread == null) throw new IllegalStateException("no thread for jobs of kind " + kind);
      thread.execute(() -> run(run, work, upload));
      queued = true;
    } finally {
      if (!queued) {
        run.finish(State.FAILED, "the service is stopping");
        runs.remove(id);
      }
    }
    return job;
  }

  private record Outcome(State state, String detail) {}

  private void run(JobRun run, Work work, @Nullable Path upload) {
    Outcome outcome = outcome(run, work);
    if (upload != null) delete(upload); // a finished job has left nothing behind
    run.finish(outcome.state(), outcome.detail());
    if (run.isSaved()) runs.remove(run.job().id());
  }

  private static Outcome outcome(JobRun run, Work work) {
    try {
      if (run.isCancelled()) return new Outcome(State.CANCELLED, run.cancelReason());
      run.begin();
      return new Outcome(State.DONE, work.run(run));
    } catch (CancellationException e) {
      return new Outcome(State.CANCELLED, String.valueOf(e.getMessage()));
    } catch (GenerationRefusedException
        | StoreFullException
        | StoreDamagedException
        | IOException e) {
      LOG.warn("job {} failed", run.job().id(), e);
      return new Outcome(State.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      if (StoreFullException.isTold(e)) {
        LOG.warn("job {} failed", run.job().id(), e);
        return new Outcome(State.FAILED, "the disk is full");
      }
      LOG.error("job {} failed", run.job().id(), e);
      return new Outcome(
          State.FAILED, "an internal error; the log tells more under the id of this job");
    }
  }

  private String importFile(
      JobRun run, Path file, @Nullable CatalogueFormat format, ImportOptions options)
      throws IOException {
    try (CatalogueFile catalogue =
            format == null ? CatalogueFile.open(file) : CatalogueFile.open(file, format);
        RejectsFile rejects = new RejectsFile(folder.rejects(run.job().id()))) {
      ImportReport report = imports.run(catalogue, options, rejects, run, run);
      return String.format(
          Locale.ROOT,
          "%,d read, %,d accepted (%,d unchanged), %,d rejected in %.1f s%s",
          report.read(),
          report.accepted(),
          report.unchanged(),
          report.rejected(),
          report.took().toMillis() / 1000.0,
          report.sampleRemoved() == 0
              ? ""
              : "; " + report.sampleRemoved() + " bundled titles made way");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String rebuild(JobRun run) {
    return switch (generations.rebuild(run)) {
      case Rebuilt.Activated done ->
          String.format(
              Locale.ROOT,
              "generation %s with %,d titles is live after %.1f s%s",
              done.generation().id(),
              done.comparison().titles(),
              done.took().toMillis() / 1000.0,
              done.withoutVectors() == 0
                  ? ""
                  : "; " + done.withoutVectors() + " titles wait for their vectors");
      case Rebuilt.Refused refused ->
          throw new GenerationRefusedException(
              "the new generation was refused and the old one goes on: "
                  + String.join("; ", refused.reasons()));
    };
  }

  private static String backUp(JobRun run, Backups backups, String id, Backups.Vectors vectors)
      throws IOException {
    long started = System.nanoTime();
    BackupManifest made = backups.create(id, vectors, run);
    return String.format(
        Locale.ROOT,
        "%s holds %,d titles up to change %d, made in %.1f s",
        id,
        made.contents().titles(),
        made.contents().lastSeq(),
        (System.nanoTime() - started) / 1e9);
  }

  private static void delete(Path upload) {
    try {
      Files.deleteIfExists(upload);
    } catch (IOException e) {
      LOG.warn("the upload {} could not be deleted", upload, e);
    }
  }
}
