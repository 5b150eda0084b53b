package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.ingestion.AnswerComparison;
import dev.kindred.ingestion.GenerationOptions;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.ingestion.Models;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.operation.Job.State;
import dev.kindred.testing.HashingVectorizer;
import dev.kindred.testing.MemoryIndexHome;
import dev.kindred.testing.MemoryJobStore;
import dev.kindred.testing.MemoryTitleStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class JobsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;
  private final MemoryTitleStore store = new MemoryTitleStore();
  private final MemoryJobStore jobStore = new MemoryJobStore();
  private final MemoryIndexHome home = new MemoryIndexHome();
  private final HashingVectorizer vectorizer = new HashingVectorizer();
  private final Generations generations =
      new Generations(
          home,
          store,
          MetadataProfiler::profile,
          Models.only(vectorizer),
          AnswerComparison.NONE,
          GenerationOptions.DEFAULT);
  private volatile Runnable onWritten = () -> {};
  private @Nullable Jobs jobs;

  @BeforeEach
  void open() {
    generations.open(Progress.SILENT);
  }

  @AfterEach
  void close() {
    if (jobs != null) jobs.close();
    generations.close();
  }

  @Test
  void trainsInAProcessOfItsOwnAndSaysWhatCameOfIt() {
    Job live = jobs().startTraining(new TrainingProcess(List.of("sh", "-c", "echo live.")));
    assertThat(live.kind()).isEqualTo(Job.Kind.TRAINING);
    assertThat(finished(live).state()).isEqualTo(State.DONE);
    assertThat(finished(live).detail()).isEqualTo("live.");
    Job refused =
        jobs().startTraining(new TrainingProcess(List.of("sh", "-c", "echo worse.; exit 1")));
    assertThat(finished(refused).state()).isEqualTo(State.FAILED);
    assertThat(finished(refused).detail()).isEqualTo("worse.");
  }

  @Test
  void aTrainingKeepsNoOtherJobWaiting() throws IOException {
    Path enough = folder.resolve("enough");
    String until = "while [ ! -e '" + enough + "' ]; do sleep 0.02; done; echo live.";
    Job training = jobs().startTraining(new TrainingProcess(List.of("sh", "-c", until)));
    while (jobs().find(training.id()).orElseThrow().state() != State.RUNNING)
      LockSupport.parkNanos(1_000_000);
    Job imported =
        jobs()
            .startImport(
                upload(CatalogueImportTest.line("a", "Alien")),
                CatalogueFormat.KINDRED,
                ImportOptions.DEFAULT,
                "an upload");
    assertThat(finished(imported).state()).isEqualTo(State.DONE);
    assertThat(finished(jobs().startRebuild(Acceptance.JUDGED)).state()).isEqualTo(State.DONE);
    assertThat(jobs().find(training.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
    Files.createFile(enough);
    assertThat(finished(training).detail()).isEqualTo("live.");
  }

  @Test
  void cancelsATrainingAndKeepsOneWaiting() {
    TrainingProcess endless = new TrainingProcess(List.of("sh", "-c", "sleep 300"));
    Job running = jobs().startTraining(endless);
    while (jobs().find(running.id()).orElseThrow().state() != State.RUNNING)
      LockSupport.parkNanos(1_000_000);
    Job waiting = jobs().startTraining(endless);
    assertThat(jobs().startTraining(endless).id()).isEqualTo(waiting.id());
    assertThat(jobs().cancel(waiting.id())).isTrue();
    assertThat(jobs().cancel(running.id())).isTrue();
    assertThat(finished(running).state()).isEqualTo(State.CANCELLED);
    assertThat(finished(waiting).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void importsAnUploadAndDeletesIt() throws IOException {
    Job job =
        jobs()
            .startImport(
                upload(CatalogueImportTest.lines("t", 700) + "oops\n"),
                CatalogueFormat.KINDRED,
                ImportOptions.DEFAULT,
                "an upload");
    assertThat(job.state()).isEqualTo(State.QUEUED);
    Job done = finished(job);

    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.accepted()).isEqualTo(700);
    assertThat(done.rejected()).isEqualTo(1);
    assertThat(done.rejects()).extracting(Job.Reject::line).containsExactly(701L);
    assertThat(done.done()).isEqualTo(done.total());
    assertThat(done.detail()).startsWith("701 read, 700 accepted (0 unchanged), 1 rejected");
    assertThat(store.count()).isEqualTo(700);
    jobs().close(); // an upload goes once its job's end is kept
    assertThat(files()).containsExactly(job.id() + ".rejects.ndjson");
  }

  @Test
  void keepsTheFirstHundredRejectsInTheJobAndAllInTheFile() throws IOException {
    Job job =
        jobs()
            .startImport(
                upload("oops\n".repeat(250)),
                CatalogueFormat.KINDRED,
                ImportOptions.DEFAULT,
                "an upload");
    Job done = finished(job);
    assertThat(done.rejected()).isEqualTo(250);
    assertThat(done.rejects()).hasSize(Job.MAX_REJECTS);
    assertThat(Files.readAllLines(data().rejects(job.id()))).hasSize(250);
  }

  @Test
  void doesNotSaveEveryStep() throws IOException {
    finished(
        jobs()
            .startImport(
                upload(CatalogueImportTest.lines("t", 20_000)),
                CatalogueFormat.KINDRED,
                ImportOptions.DEFAULT,
                "an upload"));
    // created, begun, started, finished; and twice a second
    assertThat(jobStore.saves()).isBetween(4, 4 + 20);
  }

  @Test
  void leavesNothingOfAnUploadThatBreaksOff() {
    InputStream broken = new SpoolTest.BrokenStream("the caller is gone");
    assertThatThrownBy(() -> jobs().startImport(broken, null, ImportOptions.DEFAULT, "an upload"))
        .hasMessage("the caller is gone");
    assertThat(files()).isEmpty();
    assertThat(jobs().page("", 10)).isEmpty();
  }

  @Test
  void failsWithTheReasonOfTheStoreOrTheFile() throws IOException {
    store.failWrites(new StoreFullException("the disk of the store is full", new IOException()));
    Job full =
        finished(
            jobs()
                .startImport(
                    upload(CatalogueImportTest.line("a", "Alien")),
                    CatalogueFormat.KINDRED,
                    ImportOptions.DEFAULT,
                    "an upload"));
    assertThat(full.state()).isEqualTo(State.FAILED);
    assertThat(full.detail()).isEqualTo("the disk of the store is full");

    Job empty = finished(jobs().startImport(upload(""), null, ImportOptions.DEFAULT, "nothing"));
    assertThat(empty.state()).isEqualTo(State.FAILED);
    assertThat(empty.detail()).contains("empty");
    jobs().close();
    assertThat(files()).isEmpty();
  }

  @Test
  void hidesAnInternalError() throws IOException {
    store.failWrites(new IllegalStateException("secret of the house"));
    Job failed =
        finished(
            jobs()
                .startImport(
                    upload(CatalogueImportTest.line("a", "Alien")),
                    CatalogueFormat.KINDRED,
                    ImportOptions.DEFAULT,
                    "an upload"));
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.detail()).doesNotContain("secret");
  }

  @Test
  void rebuildsTheIndexOnceForManyWaitingRequests() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    home.onFinish(() -> hold(running, go));
    Job first = jobs().startRebuild(Acceptance.JUDGED);
    await(running);
    Job second = jobs().startRebuild(Acceptance.JUDGED);
    Job third = jobs().startRebuild(Acceptance.JUDGED);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(third.id()).isEqualTo(second.id());
    assertThat(jobs().find(first.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
    go.countDown();

    Job done = finished(first);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.detail()).startsWith("generation g0002 with 0 titles is live");
    assertThat(finished(second).detail()).startsWith("generation g0003");
    assertThat(jobs().page("", 10)).extracting(Job::id).containsExactly(second.id(), first.id());
    assertThat(jobs().page(second.id(), 10)).extracting(Job::id).containsExactly(first.id());
  }

  @Test
  void failsARefusedRebuildWithTheReasons() {
    store
        .write(
            List.of(
                new TitleWrite.Put(
                    Title.builder(new TitleId("a"), Title.Kind.MOVIE, "Alien").build(),
                    null,
                    "api",
                    null)))
        .join();
    assertThat(finished(jobs().startRebuild(Acceptance.JUDGED)).state()).isEqualTo(State.DONE);
    vectorizer.before(_ -> {
      throw new IllegalStateException("the model is down");
    });
    Job refused = finished(jobs().startRebuild(Acceptance.JUDGED));
    assertThat(refused.state()).isEqualTo(State.FAILED);
    assertThat(refused.detail()).contains("only 0 of 1 sampled titles keep their story vector");
    assertThat(generations.generation().id()).isEqualTo("g0002");
  }

  @Test
  void cancelsWhatRunsAndWhatWaits() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    home.onFinish(() -> hold(running, go));
    Job first = jobs().startRebuild(Acceptance.JUDGED);
    await(running);
    Job second = jobs().startRebuild(Acceptance.JUDGED);
    assertThat(jobs().cancel(first.id())).isTrue();
    assertThat(jobs().cancel(second.id())).isTrue();
    go.countDown();
    assertThat(finished(first).state()).isEqualTo(State.CANCELLED);
    assertThat(finished(second).state()).isEqualTo(State.CANCELLED);
    assertThat(finished(second).detail()).isEqualTo("cancelled on request");
    assertThat(jobs().cancel(first.id())).isFalse();
    assertThat(jobs().cancel("unknown")).isFalse();
    assertThat(generations.generation().id()).isEqualTo("g0001");
  }

  @Test
  void failsWhatAnEarlierProcessLeftAndCannotGoOn() throws IOException {
    jobStore.save(Job.queued("1", Job.Kind.IMPORT, "lost", NOW).running(NOW));
    jobStore.save(Job.queued("2", Job.Kind.REBUILD, "the whole index", NOW).running(NOW));
    Path left = Spool.save(upload("x"), data().create().imports(), "1");
    for (String id : List.of("1", "2")) {
      Job lost = jobs().find(id).orElseThrow();
      assertThat(lost.state()).isEqualTo(State.FAILED);
      assertThat(lost.detail()).isEqualTo("the service stopped before the job was done");
    }
    assertThat(left).doesNotExist();
  }

  @Test
  void anImportGoesOnAfterARestart() throws IOException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    onWritten = () -> hold(running, go);
    String lines = CatalogueImportTest.lines("t", 20_000);
    Jobs before = jobs();
    Job job =
        before.startImport(
            upload("oops\n" + lines + "oops\n"),
            CatalogueFormat.KINDRED,
            ImportOptions.DEFAULT.withSource("mine"),
            "an upload");
    Job waiting = before.startImport(upload(lines), null, ImportOptions.DEFAULT, "another");
    await(running);
    onWritten = () -> {};
    Thread closing = Thread.startVirtualThread(before::close);
    while (!before.isStopping()) LockSupport.parkNanos(100_000);
    go.countDown();
    join(closing);
    assertThat(jobStore.find(job.id()).orElseThrow().state()).isEqualTo(State.QUEUED);
    assertThat(jobStore.find(waiting.id()).orElseThrow().state()).isEqualTo(State.QUEUED);
    long written = store.count();
    assertThat(written).isBetween(1L, 19_999L);

    jobs = null;
    Job done = finished(job);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.accepted()).isEqualTo(20_000);
    assertThat(done.unchanged()).isZero();
    assertThat(done.rejects()).extracting(Job.Reject::line).containsExactly(1L, 20_002L);
    assertThat(Files.readAllLines(data().rejects(job.id()))).hasSize(2);
    assertThat(finished(waiting).unchanged()).isEqualTo(20_000);
    assertThat(store.countBySource()).containsOnlyKeys("import");
    assertThat(store.lastSeq()).isEqualTo(20_000);
    jobs().close();
    assertThat(files()).containsExactly(job.id() + ".rejects.ndjson");
  }

  @Test
  void idsSortByTimeOfCreation() {
    JobIds ids = new JobIds();
    List<String> made =
        List.of(
            ids.next(NOW),
            ids.next(NOW),
            ids.next(NOW.minusSeconds(5)),
            ids.next(NOW.plusMillis(1)),
            ids.next(NOW.plusSeconds(1)));
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  private Jobs jobs() {
    if (jobs == null) {
      CatalogueImport imports =
          new CatalogueImport(store, new TitleWriter(store, () -> onWritten.run()), () -> {});
      jobs = new Jobs(jobStore, imports, generations, data(), InstantSource.fixed(NOW));
    }
    return jobs;
  }

  private DataFolder data() {
    return DataFolder.at(folder);
  }

  private Job finished(Job job) {
    while (true) {
      Job now = jobs().find(job.id()).orElseThrow();
      if (now.finishedAt() != null && jobStore.find(job.id()).orElseThrow().equals(now)) return now;
      LockSupport.parkNanos(1_000_000);
    }
  }

  private List<String> files() {
    Path imports = data().imports();
    if (!Files.isDirectory(imports)) return List.of();
    try (Stream<Path> files = Files.list(imports)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream upload(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void hold(CountDownLatch running, CountDownLatch go) {
    running.countDown();
    await(go);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
