package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.AnswerComparison;
import dev.kindred.ingestion.GenerationOptions;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.ingestion.IndexFollower;
import dev.kindred.ingestion.Models;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleMerger;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.operation.Job.State;
import dev.kindred.storage.Database;
import dev.kindred.testing.HashingVectorizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The bundled catalogue from its file through SQLite into Lucene, with everything real but the
/// embedding model.
@Timeout(120)
final class WholePathTest {
  private static final Path TITLES = Path.of("index/catalogue/titles.jsonl");
  private static final Path PROFILES = Path.of("embeddings/profiles/profiles.jsonl");
  private static final TitleId BLADE_RUNNER = new TitleId("blade-runner-1982");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void importsFollowsRebuildsRollsBackAndRestarts() throws Exception {
    long titles;
    try (Service kindred = new Service(DataFolder.at(folder).create())) {
      ImportOptions sample =
          ImportOptions.DEFAULT
              .withSource(ImportOptions.SAMPLE)
              .withProfiles(CatalogueFile.profiles(PROFILES));
      Job imported = kindred.finished(kindred.jobs.startImport(TITLES, null, sample));
      assertThat(imported.state()).as(imported.detail()).isEqualTo(State.DONE);
      assertThat(imported.rejected()).isZero();
      titles = imported.accepted();
      kindred.awaitAll();
      kindred.expect(titles);

      String first = kindred.generations.generation().id();
      StoredTitle before = kindred.store.find(BLADE_RUNNER).orElseThrow();
      Title renamed = Title.builder(BLADE_RUNNER, Title.Kind.MOVIE, "Blade Walker").build();
      kindred.writer.put(renamed, null, "api", before.seq()).join();
      kindred.writer.delete(kindred.store.page(0, 1).getFirst().title().id(), null).join();
      titles--;
      Job rebuilt = kindred.finished(kindred.jobs.startRebuild(Acceptance.JUDGED));
      assertThat(rebuilt.state()).as(rebuilt.detail()).isEqualTo(State.DONE);
      kindred.awaitAll();
      kindred.expect(titles);
      assertThat(kindred.name(BLADE_RUNNER)).isEqualTo("Blade Walker");

      kindred.writer.put(before.title(), null, "api", null).join();
      kindred.generations.activate(first, Progress.SILENT);
      assertThat(kindred.generations.generation().id()).isEqualTo(first);
      kindred.expect(titles);
      assertThat(kindred.name(BLADE_RUNNER)).isEqualTo("Blade Runner");
    }
    try (Service kindred = new Service(DataFolder.at(folder))) {
      assertThat(kindred.follower.pending()).isZero();
      kindred.expect(titles);
      assertThat(kindred.name(BLADE_RUNNER)).isEqualTo("Blade Runner");
      assertThat(kindred.generations.all()).hasSize(2);
    }
  }

  @Test
  void aMergeIsFollowedRebuiltAndCaughtUpWith() throws Exception {
    TitleId kept = new TitleId("kept");
    TitleId old = new TitleId("old");
    DataFolder data = DataFolder.at(folder).create();
    try (Service kindred = new Service(data)) {
      kindred.put(kept, "Heat");
      kindred.put(old, "Fire");
      kindred.awaitAll();
      assertThat(kindred.name(old)).isEqualTo("Fire");
      kindred.merger.merge(kept, old, null).join();
      kindred.awaitAll();
      kindred.expectOne(kept, old);
      assertThat(kindred.finished(kindred.jobs.startRebuild(Acceptance.JUDGED)).state())
          .isEqualTo(State.DONE);
      kindred.expectOne(kept, old);
      kindred.merger.split(old, null).join();
      kindred.awaitAll();
      assertThat(kindred.name(old)).isEqualTo("Fire");
      assertThat(kindred.generations.size()).isEqualTo(2);
    }
    // Merged while nobody follows: the next start catches up.
    try (Database database = Database.open(data.root())) {
      database.merges().merge(kept, old, null).join();
    }
    try (Service kindred = new Service(data)) {
      kindred.awaitAll();
      kindred.expectOne(kept, old);
    }
  }

  private static final class Service implements AutoCloseable {
    final DataFolder.IndexLock lock;
    final Database database;
    final TitleStore store;
    final Generations generations;
    final IndexFollower follower;
    final TitleWriter writer;
    final TitleMerger merger;
    final Jobs jobs;

    Service(DataFolder data) {
      lock = data.lockIndex().orElseThrow();
      database = Database.open(data.root());
      store = database.titles();
      generations =
          new Generations(
              new LuceneIndexHome(data.generations(), IndexOptions.DEFAULT, Clock.systemUTC()),
              store,
              MetadataProfiler::profile,
              Models.only(new HashingVectorizer()),
              AnswerComparison.NONE,
              GenerationOptions.DEFAULT);
      generations.open(Progress.SILENT);
      follower = new IndexFollower(generations, store);
      writer = new TitleWriter(store, follower::signal);
      merger = new TitleMerger(database.merges(), follower::signal);
      CatalogueImport imports = new CatalogueImport(store, writer, () -> {});
      jobs = new Jobs(database.jobs(), imports, generations, data, Clock.systemUTC());
      follower.start(() -> jobs.startRebuild(Acceptance.JUDGED), () -> jobs.startTaste());
    }

    void awaitAll() throws InterruptedException {
      assertThat(follower.awaitVisible(store.lastSeq(), LONG)).isTrue();
    }

    void expect(long titles) {
      assertThat(store.count()).isEqualTo(titles);
      assertThat(generations.size()).isEqualTo(titles);
      try (TitleSearcher searcher = generations.acquire()) {
        var keys = store.page(0, 2_000).stream().map(StoredTitle::key).toList();
        assertThat(searcher.count(Filter.NONE)).isEqualTo(titles);
        for (VectorField field : VectorField.CONTENT)
          assertThat(searcher.vectors(field, keys)).hasSize(keys.size());
        assertThat(searcher.text("blade", Filter.NONE, 10).hits()).isNotEmpty();
      }
    }

    void put(TitleId id, String name) {
      writer.put(Title.builder(id, Title.Kind.MOVIE, name).build(), null, "test", null).join();
    }

    /// One title is in the index, found by both ids and by both names.
    void expectOne(TitleId kept, TitleId old) {
      assertThat(generations.size()).isEqualTo(1);
      try (TitleSearcher searcher = generations.acquire()) {
        var key = searcher.key(kept);
        assertThat(searcher.key(old)).isEqualTo(key).isPresent();
        for (String name : List.of("heat", "fire"))
          assertThat(searcher.text(name, Filter.NONE, 10).hits())
              .extracting(Hit::key)
              .containsExactly(key.orElseThrow());
        assertThat(searcher.key(new TitleId("nobody"))).isEmpty();
      }
    }

    String name(TitleId id) {
      try (TitleSearcher searcher = generations.acquire()) {
        var key = searcher.key(id).orElseThrow();
        var document = searcher.documents(List.of(key)).get(key);
        if (document == null) throw new AssertionError(id + " is not indexed");
        return document.title().name();
      }
    }

    Job finished(Job job) {
      while (true) {
        Job now = jobs.find(job.id()).orElseThrow();
        if (now.finishedAt() != null) return now;
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Override
    public void close() throws IOException {
      jobs.close();
      follower.close();
      generations.close();
      store.close();
      database.close();
      lock.close();
    }
  }
}
