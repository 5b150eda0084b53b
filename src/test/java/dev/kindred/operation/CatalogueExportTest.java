package dev.kindred.operation;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.disk.NewFile;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.storage.Database;
import dev.kindred.testing.Damage;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueExportTest {
  @TempDir private Path folder;
  @TempDir private Path other;
  @TempDir private Path files;

  @Test
  @Seeded
  void anImportOfTheExportIsExportedAsTheSameBytes(Random random) throws IOException {
    try (Database database = Database.open(folder);
        Database copy = Database.open(other)) {
      TitleStore store = database.titles();
      List<TitleWrite> writes = new ArrayList<>();
      for (int i = 0; i < 1_203; i++) {
        ContentProfile profile = random.nextBoolean() ? Titles.randomProfile(random) : null;
        String source = List.of("sample", "api", "films.csv").get(random.nextInt(3));
        writes.add(new TitleWrite.Put(Titles.random(random), profile, source, null));
      }
      store.write(writes).join();
      for (TitleWrite write : writes.subList(0, 50)) // some come back under their old keys
      store.write(List.of(new TitleWrite.Delete(write.id(), null))).join();
      store.write(writes.subList(20, 50)).join();

      Path plain = files.resolve("titles.ndjson");
      long titles = new CatalogueExport(store).toFile(plain, Progress.SILENT);
      assertThat(titles).isEqualTo(store.count());
      Path gzip = files.resolve("titles.ndjson.gz");
      new CatalogueExport(store).toFile(gzip, Progress.SILENT);
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
        assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
      }

      ImportReport report = imported(copy.titles(), gzip);
      assertThat(report.accepted()).isEqualTo(titles);
      assertThat(report.rejected()).isZero();
      assertThat(copy.titles().countBySource()).isEqualTo(store.countBySource());
      Path again = files.resolve("again.ndjson");
      new CatalogueExport(copy.titles()).toFile(again, Progress.SILENT);
      assertThat(again).hasSameBinaryContentAs(plain);
      assertThat(files).isDirectoryNotContaining(f -> f.toString().endsWith(NewFile.PART));
    }
  }

  @Test
  @Seeded
  void mergesComeBackWithTheirFactsTheirProfilesAndTheirOrder(Random random) throws IOException {
    try (Database database = Database.open(folder);
        Database copy = Database.open(other)) {
      TitleStore store = database.titles();
      List<TitleId> ids = new ArrayList<>();
      List<TitleWrite> writes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Title title = Titles.random(random);
        ids.add(title.id());
        ContentProfile profile = random.nextBoolean() ? Titles.randomProfile(random) : null;
        writes.add(new TitleWrite.Put(title, profile, "source" + i % 3, null));
      }
      store.write(writes).join();
      for (int i = 0; i < 40; i++) { // among them chains, and merges under ids merged before
        var _ =
            database
                .merges()
                .merge(ids.get(random.nextInt(60)), ids.get(random.nextInt(60)), null)
                .join();
      }
      for (int i = 0; i < 30; i++) {
        TitleId linked = new TitleId("movielens:" + i);
        ids.add(linked);
        store.write(List.of(new TitleWrite.Link(linked, ids.get(random.nextInt(60))))).join();
      }
      Path file = files.resolve("titles.ndjson");
      new CatalogueExport(store).toFile(file, Progress.SILENT);
      ImportReport report = imported(copy.titles(), file);
      assertThat(report.rejected()).isZero();
      assertThat(files.resolve("rejects")).doesNotExist();

      assertThat(imported(copy.titles(), file).unchanged()).isEqualTo(ids.size());
      Path again = files.resolve("again.ndjson");
      new CatalogueExport(copy.titles()).toFile(again, Progress.SILENT);
      assertThat(again).hasSameBinaryContentAs(file);
      assertSameTitles(ids, store, copy.titles());
      for (TitleId id : ids) // and so do splits, of which each takes its own parts along
      assertThat(copy.merges().split(id, null).join().result())
            .isEqualTo(database.merges().split(id, null).join().result());
      assertSameTitles(ids, store, copy.titles());
    }
  }

  private static void assertSameTitles(List<TitleId> ids, TitleStore store, TitleStore copy) {
    assertThat(copy.count()).isEqualTo(store.count());
    for (TitleId id : ids) {
      assertThat(copy.find(id).map(StoredTitle::title))
          .isEqualTo(store.find(id).map(StoredTitle::title));
      assertThat(copy.find(id).map(StoredTitle::profile))
          .isEqualTo(store.find(id).map(StoredTitle::profile));
      assertThat(copy.find(id).map(StoredTitle::source))
          .isEqualTo(store.find(id).map(StoredTitle::source));
    }
  }

  @Test
  void aTitleMergedBehindTheBackOfTheWalkIsInTheExport() throws IOException {
    try (Database database = Database.open(folder)) {
      TitleStore store = database.titles();
      for (int i = 1; i <= 600; i++) put(store, "t" + i, null, "api");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Progress merging =
          new Progress() {
            private boolean merged;

            @Override
            public void start(String phase, long total) {}

            @Override
            public void step(long n) {
              if (merged) return;
              merged = true;
              database.merges().merge(new TitleId("t1"), new TitleId("t600"), null).join();
            }

            @Override
            public void end() {}
          };
      new CatalogueExport(store).write(out, merging);
      assertThat(out.toString(StandardCharsets.UTF_8).lines())
          .filteredOn(line -> line.contains("\"t600\""))
          .singleElement()
          .asString()
          .endsWith("\"mergedInto\":\"t1\"}");
    }
  }

  @Test
  void whatCannotBeJoinedIsWrittenAndTold() throws IOException {
    try (Database database = Database.open(folder)) {
      Path file =
          Files.writeString(
              files.resolve("titles.ndjson"),
              """
              {"id": "a", "kind": "movie", "name": "A", "mergedInto": "nobody"}
              {"id": "b", "mergedInto": "a"}
              {"id": "a", "mergedInto": "b"}
              {"id": "c", "kind": "movie", "name": "C"}
              {"id": "c", "mergedInto": "a"}
              {"id": "d", "mergedInto": "d"}
              {"mergedInto": "a"}
              """);
      ImportReport report = imported(database.titles(), file);
      assertThat(report.accepted()).isEqualTo(5);
      assertThat(report.rejected()).isEqualTo(2);
      TitleStore store = database.titles();
      assertThat(store.find(new TitleId("b")).orElseThrow().title().name()).isEqualTo("A");
      assertThat(store.find(new TitleId("c")).orElseThrow().title().name()).isEqualTo("C");
      assertThat(Files.readAllLines(files.resolve("rejects")))
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).contains("\"value\",\"line\":1,\"field\":\"mergedInto\""),
              line -> assertThat(line).contains("\"value\",\"line\":5,\"field\":\"mergedInto\""),
              line -> assertThat(line).contains("\"line\":6,\"field\":\"/mergedInto\""),
              line -> assertThat(line).contains("\"line\":7,\"field\":\"/id\""));
    }
  }

  @Test
  void aLineHoldsTheStoredProfileAndTheSourceAndNoDerivedProfile() throws IOException {
    MemoryTitleStore store = new MemoryTitleStore();
    put(store, "a", aProfile().pitched("Alone.").build(), "films.csv");
    put(store, "b", null, "api");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CatalogueExport(store).write(out, Progress.SILENT);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"pitch\":\"Alone.\"", "\"source\":\"films.csv\"}"),
            line -> assertThat(line).endsWith("\"source\":\"api\"}").doesNotContain("profile"));
  }

  @Test
  void theImportOfAnExportDoesNotTakeItsOwnSampleAway() throws IOException {
    MemoryTitleStore store = new MemoryTitleStore();
    put(store, "old", null, ImportOptions.SAMPLE);
    Path file =
        Files.writeString(
            files.resolve("titles.ndjson"),
            """
            {"id": "new", "kind": "movie", "name": "New", "source": "sample"}
            {"id": "mine", "kind": "movie", "name": "Mine", "source": "api"}
            """);
    imported(store, file);
    assertThat(store.page(0, 10))
        .extracting(StoredTitle::source)
        .containsExactly("sample", "sample", "api");
  }

  @Test
  void aTitleThatCannotBeReadLeavesNoFile() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database.titles(), "a", null, "api");
    }
    Damage.row(folder, 1);
    Path file = files.resolve("titles.ndjson");
    try (Database database = Database.open(folder)) {
      assertThatThrownBy(() -> new CatalogueExport(database.titles()).toFile(file, Progress.SILENT))
          .isInstanceOf(DamagedTitleException.class)
          .hasMessageContaining("the row of title 1 is damaged");
    }
    assertThat(files).isEmptyDirectory();
  }

  private static void put(
      TitleStore store, String id, @Nullable ContentProfile profile, String source) {
    store
        .write(
            List.of(
                new TitleWrite.Put(aTitle().withId(id).named(id).build(), profile, source, null)))
        .join();
  }

  private ImportReport imported(TitleStore store, Path file) throws IOException {
    CatalogueImport imports =
        new CatalogueImport(store, new TitleWriter(store, () -> {}), () -> {});
    try (CatalogueFile in = CatalogueFile.open(file);
        RejectsFile rejects = new RejectsFile(files.resolve("rejects"))) {
      return imports.run(
          in,
          ImportOptions.DEFAULT,
          rejects,
          Progress.SILENT,
          new CatalogueImport.Watcher() {
            @Override
            public void reached(ImportReport soFar) {}

            @Override
            public void rejected(Job.Reject reject) {}
          });
    }
  }
}
