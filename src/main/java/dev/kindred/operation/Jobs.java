package dev.kindred.operation;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.operation.Job.Kind;
import dev.kindred.operation.Job.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Long work in the background: one job of a kind at a time, the others queue; jobs of different
/// kinds run beside each other, since a rebuild follows what an import writes, a backup copies the
/// store as of one moment, and a training only reads. The state of a job is kept in the store; that
/// of an unfinished one is fresher here. An import that the end of the process interrupts goes on
/// after the next start, at the point reached. Thread-safe.
public final class Jobs implements AutoCloseable {
  private static final int STOP_SECONDS = 10;
  private static final String STOPPED = "the service stopped before the job was done";
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final JobStore store;
  private final CatalogueImport imports;
  private final Generations generations;
  private final DataFolder folder;
  private final InstantSource clock;
  private final JobIds ids = new JobIds();
  private final Map<Kind, ExecutorService> threads = new EnumMap<>(Kind.class);
  private final Map<String, JobRun> runs = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /// Takes over the jobs of the store: of those that an earlier process left unfinished, imports go
  /// on and others are failed. Uploads that no job needs any more are deleted. For the process that
  /// owns the index only.
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
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name(name).factory()));
    }
    Set<Path> needed = new HashSet<>();
    for (JobStore.Unfinished left : store.unfinished()) takeOver(left, needed);
    int cleared = Spool.clear(folder.imports(), needed);
    if (cleared > 0) LOG.info("{} left uploads deleted", cleared);
  }

  /// What a job does.
  private interface Work {
    /// @return one line on how it went
    String run(JobRun run) throws IOException;
  }

  /// Puts an upload on disk, then imports it in the background; the upload is deleted after.
  ///
  /// @param layout null to tell it from the content
  /// @param subject what is imported, for people
  /// @throws StoreFullException when the disk is full; nothing is left behind
  /// @throws IOException when the upload breaks off; nothing is left behind
  public Job startImport(
      InputStream upload, @Nullable CatalogueLayout layout, ImportOptions options, String subject)
      throws IOException {
    String id = ids.next(clock.instant());
    Path file = Spool.save(upload, folder.imports(), id);
    boolean submitted = false;
    try {
      Job job = startImport(id, subject, new ImportWork(file, true, layout, options));
      submitted = true;
      return job;
    } finally {
      if (!submitted) Files.deleteIfExists(file);
    }
  }

  /// Imports a file that stays where it is.
  ///
  /// @param layout null to tell it from the content and the name
  public Job startImport(Path file, @Nullable CatalogueLayout layout, ImportOptions options) {
    return startImport(
        ids.next(clock.instant()),
        String.valueOf(file.getFileName()),
        new ImportWork(file, false, layout, options));
  }

  /// Rebuilds the index into a new generation and flips. A rebuild of the same kind that waits
  /// already is enough.
  public synchronized Job startRebuild(Acceptance acceptance) {
    String subject =
        switch (acceptance) {
          case JUDGED -> "the whole index";
          case FORCED -> "the whole index, whatever the comparison says";
        };
    return startGeneration(subject, run -> told(generations.rebuild(run, acceptance)));
  }

  /// Gives the index the taste vectors of the live models; one that waits already is enough.
  public synchronized Job startTaste() {
    return startGeneration("the taste vectors", run -> told(generations.renewTaste(run)));
  }

  private Job startGeneration(String subject, Work work) {
    return waiting(Kind.REBUILD, subject)
        .orElseGet(() -> submit(queued(ids.next(clock.instant()), Kind.REBUILD, subject), work));
  }

  /// Trains all models from the events. A training that waits already is enough.
  public synchronized Job startTraining(TrainingProcess process) {
    String subject = "all models";
    return waiting(Kind.TRAINING, subject)
        .orElseGet(
            () -> submit(queued(ids.next(clock.instant()), Kind.TRAINING, subject), process::run));
  }

  private Optional<Job> waiting(Kind kind, String subject) {
    return runs.values().stream()
        .map(JobRun::job)
        .filter(job -> job.kind() == kind && job.state() == State.QUEUED)
        .filter(job -> job.subject().equals(subject))
        .findFirst();
  }

  /// Makes a backup in the data folder; its id is the job's subject.
  public Job startBackup(Backups backups, Backups.Vectors vectors) {
    String backup = backups.nextId();
    return submit(
        queued(ids.next(clock.instant()), Kind.BACKUP, backup),
        run -> backUp(run, backups, backup, vectors));
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

  /// Ends a job that no process runs any more, so that none goes on with it. For the process that
  /// owns the index only.
  ///
  /// @return false when there is no such unfinished job
  public static boolean cancelLeft(JobStore store, String id, Instant now) {
    for (JobStore.Unfinished left : store.unfinished()) {
      if (!left.job().id().equals(id)) continue;
      store.save(left.job().finished(State.CANCELLED, "cancelled on request", now));
      return true;
    }
    return false;
  }

  /// Ends what runs, waiting up to 10 s for it.
  @Override
  public void close() {
    stopping = true;
    for (JobRun run : runs.values()) run.cancel(STOPPED);
    threads.values().forEach(ExecutorService::shutdown);
    try {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
      for (ExecutorService thread : threads.values()) {
        if (!thread.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS))
          LOG.warn("a job goes on after {} s; the next start takes it over", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeOver(JobStore.Unfinished left, Set<Path> needed) {
    if (left.resumption() != null && left.job().kind() == Kind.IMPORT) {
      ImportWork work = ImportWork.of(left.resumption());
      if (Files.isReadable(work.file())) {
        LOG.info("job {} goes on: {}", left.job().id(), left.job().subject());
        needed.add(work.file());
        submit(new JobRun(left.job(), store, clock), run -> importFile(run, work));
        return;
      }
    }
    new JobRun(left.job(), store, clock).finish(State.FAILED, STOPPED);
  }

  private Job startImport(String id, String subject, ImportWork work) {
    JobRun run = queued(id, Kind.IMPORT, subject);
    store.keepResumption(id, work.toJson());
    return submit(run, r -> importFile(r, work));
  }

  private JobRun queued(String id, Kind kind, String subject) {
    return new JobRun(Job.queued(id, kind, subject, clock.instant()), store, clock);
  }

  private Job submit(JobRun run, Work work) {
    Job job = run.job();
    runs.put(job.id(), run);
    boolean queued = false;
    try {
      ExecutorService thread = threads.get(job.kind());
      if (thread == null)
        throw new IllegalStateException("no thread for jobs of kind " + job.kind());
      thread.execute(() -> run(run, work));
      queued = true;
    } finally {
      if (!queued) {
        run.finish(State.FAILED, "the service is stopping");
        runs.remove(job.id());
      }
    }
    return job;
  }

  boolean isStopping() {
    return stopping;
  }

  private record Outcome(State state, String detail) {}

  private void run(JobRun run, Work work) {
    Outcome outcome = outcome(run, work);
    Job job = run.job();
    if (stopping && outcome.state() == State.CANCELLED && job.kind() == Kind.IMPORT) {
      run.interrupt("interrupted by a stop of the service; it goes on after the next start");
    } else {
      run.finish(outcome.state(), outcome.detail());
      delete(Spool.file(folder.imports(), job.id())); // a finished job has left nothing behind
    }
    if (run.isSaved()) runs.remove(job.id());
  }

  private static Outcome outcome(JobRun run, Work work) {
    try {
      if (run.isCancelled()) return new Outcome(State.CANCELLED, run.cancelReason());
      run.begin();
      return new Outcome(State.DONE, work.run(run));
    } catch (CancellationException e) {
      return new Outcome(State.CANCELLED, String.valueOf(e.getMessage()));
    } catch (TrainingFailedException e) {
      LOG.warn("job {} failed: {}", run.job().id(), e.getMessage());
      return new Outcome(State.FAILED, String.valueOf(e.getMessage()));
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

  private String importFile(JobRun run, ImportWork work) throws IOException {
    try (CatalogueFile catalogue = work.open();
        RejectsFile rejects = new RejectsFile(folder.rejects(run.job().id()))) {
      ImportReport report = imports.run(catalogue, work.options(), rejects, run, run);
      return report.inWords() + rejects.valuesInWords();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String told(Rebuilt rebuilt) {
    return switch (rebuilt) {
      case Rebuilt.Activated done ->
          String.format(
              Locale.ROOT,
              "generation %s with %,d titles is live after %.1f s%s%s; %s",
              done.generation().id(),
              done.comparison().titles(),
              done.took().toMillis() / 1000.0,
              done.withoutVectors() == 0
                  ? ""
                  : "; " + done.withoutVectors() + " titles wait for their vectors",
              done.overruled().isEmpty()
                  ? ""
                  : "; forced, though " + String.join("; ", done.overruled()),
              done.comparison().summary());
      case Rebuilt.Refused refused ->
          throw new GenerationRefusedException(
              "the new generation "
                  + refused.generation().id()
                  + " was refused and the old one goes on: "
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
