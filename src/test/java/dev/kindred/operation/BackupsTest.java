package dev.kindred.operation;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.Backups.Vectors;
import dev.kindred.operation.Job.State;
import dev.kindred.storage.Database;
import dev.kindred.storage.SqliteFiles;
import dev.kindred.testing.Damage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BackupsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path folder;
  @TempDir private Path other;

  @Test
  void aBackupTakenDuringWritesHoldsEveryAnsweredOneAndWholeCommitsOnly() throws Exception {
    Path file = other.resolve("backup.zip");
    try (Database database = Database.open(folder)) {
      put(database, 0, 2_000);
      AtomicBoolean done = new AtomicBoolean();
      // Pairs in one commit each, without a pause.
      CompletableFuture<Integer> writing =
          CompletableFuture.supplyAsync(() -> {
            int next = 2_000;
            while (!done.get()) {
              put(database, next, 2);
              next += 2;
            }
            return next;
          });
      long before = database.titles().lastSeq();
      BackupManifest made = backups(3).write(file, Vectors.LEFT_OUT, Progress.SILENT);
      long after = database.titles().lastSeq();
      done.set(true);
      writing.join();
      assertThat(made.contents().lastSeq()).isBetween(before, after);
      assertThat(made.contents().titles()).isEqualTo(made.contents().lastSeq());
      assertThat(made.contents().titles() % 2).isZero();
    }
    BackupManifest read = BackupArchive.manifest(file);
    restore(other.resolve("data"), file);
    try (Database copy = Database.open(other.resolve("data"))) {
      long titles = copy.titles().count();
      assertThat(titles).isEqualTo(read.contents().titles());
      assertThat(copy.titles().find(new TitleId("t" + (titles - 1)))).isPresent();
    }
  }

  @Test
  void aRestoredStoreKnowsNothingOfTheJobThatBackedItUp() throws IOException {
    Path file = other.resolve("backup.zip");
    try (Database database = Database.open(folder)) {
      Job backup = Job.queued("1", Job.Kind.BACKUP, "b", NOW).running(NOW);
      database.jobs().save(backup);
      database
          .jobs()
          .save(Job.queued("2", Job.Kind.BACKUP, "c", NOW).finished(State.DONE, "", NOW));
      database.jobs().save(Job.queued("3", Job.Kind.REBUILD, "d", NOW).running(NOW));
      backups(3).write(file, Vectors.LEFT_OUT, Progress.SILENT);
      assertThat(database.jobs().find("1")).contains(backup);
    }
    restore(other.resolve("data"), file);
    try (Database copy = Database.open(other.resolve("data"))) {
      assertThat(copy.jobs().page("", 10)).extracting(Job::id).containsExactly("3", "2");
    }
  }

  @Test
  void itsManifestNamesEveryFileAndOnlyItsOwnerReadsIt() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database, 0, 3);
    }
    Files.createDirectories(folder.resolve("models/taste"));
    Files.writeString(folder.resolve("models/taste/m1.bin"), "weights");
    Files.writeString(folder.resolve("models/live.part"), "in the making");
    Files.createDirectories(folder.resolve("vectors"));
    BackupManifest made =
        backups(3).create("kindred-20261126T100000-000", Vectors.INCLUDED, Progress.SILENT);
    assertThat(made.files())
        .extracting(BackupManifest.File::name)
        .containsExactly("catalogue.db", "models/taste/m1.bin", "settings.yaml");
    assertThat(made.files().get(1).bytes()).isEqualTo("weights".length());
    assertThat(made.createdAt()).isEqualTo(NOW);
    assertThat(made.contents().schema()).isEqualTo(new SqliteFiles().schema());
    Backup listed = backups(3).list().getFirst();
    assertThat(listed.manifest()).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(listed.file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(filesIn(folder.resolve("backups"))).containsExactly(listed.file());
  }

  @Test
  void keepsTheNewestAndNoOthers() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database, 0, 1);
    }
    Backups backups = backups(2);
    List<String> ids = new ArrayList<>();
    Path foreign = folder.resolve("backups/mine.zip");
    for (int i = 0; i < 4; i++) {
      ids.add(backups.nextId());
      backups.create(ids.getLast(), Vectors.LEFT_OUT, Progress.SILENT);
      if (i == 0) Files.writeString(foreign, "of somebody else");
    }
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(backups.list()).extracting(Backup::id).containsExactly(ids.get(3), ids.get(2));
    assertThat(foreign).exists();
    assertThat(Backups.advice(folder)).contains(ids.get(3) + ".zip --replace");
    assertThat(backups.delete(ids.get(3))).isTrue();
    assertThat(backups.delete(ids.get(3))).isFalse();
    assertThat(backups.delete("../catalogue")).isFalse();
    assertThat(backups.find("mine")).isEmpty();
  }

  @Test
  void itsModelsAreThoseOfOneMomentThoughATrainingReplacesThemMeanwhile() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database, 0, 3);
    }
    Path models = Files.createDirectories(folder.resolve("models"));
    Files.writeString(models.resolve("000001.model"), "the first set");
    Files.writeString(models.resolve("live"), "000001");
    Progress training =
        new Progress() {
          @Override
          public void start(String what, long total) {
            if (!what.equals("packing")) return;
            try {
              Files.delete(models.resolve("000001.model"));
              Path list = Files.writeString(models.resolve("list"), "000002\n");
              Files.move(list, models.resolve("live"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void step(long n) {}

          @Override
          public void end() {}
        };
    Path file = other.resolve("backup.zip");
    BackupManifest made = backups(1).write(file, Vectors.LEFT_OUT, training);
    assertThat(made.files())
        .extracting(BackupManifest.File::name)
        .containsExactly("catalogue.db", "models/000001.model", "models/live", "settings.yaml");
    assertThat(made.files().get(2).bytes()).isEqualTo("000001".length());
    assertThat(filesIn(other)).containsExactly(file);
  }

  @Test
  void aBackupThatIsCancelledOrCutOffLeavesNothing() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database, 0, 500);
    }
    Progress cancelling =
        new Progress() {
          @Override
          public void start(String what, long total) {}

          @Override
          public void step(long n) {
            throw new CancellationException("enough");
          }

          @Override
          public void end() {}
        };
    assertThatThrownBy(() -> backups(2).create(backups(2).nextId(), Vectors.LEFT_OUT, cancelling))
        .isInstanceOf(CancellationException.class);
    assertThat(filesIn(folder.resolve("backups"))).isEmpty();
    Files.writeString(folder.resolve("backups/kindred-1.zip.0.part"), "of a killed process");
    backups(2).clear();
    assertThat(filesIn(folder.resolve("backups"))).isEmpty();
  }

  @Test
  void aDamagedStoreMakesNoBackup() throws IOException {
    try (Database database = Database.open(folder)) {
      put(database, 0, 500);
    }
    Damage.rootPage(folder, "title");
    assertThatThrownBy(
            () -> backups(2).create(backups(2).nextId(), Vectors.LEFT_OUT, Progress.SILENT))
        .isInstanceOf(StoreDamagedException.class);
    assertThat(filesIn(folder.resolve("backups"))).isEmpty();
  }

  @Test
  void aDamagedBackupIsListedWithItsFault() throws IOException {
    Files.createDirectories(folder.resolve("backups"));
    Files.writeString(folder.resolve("backups/kindred-20261126T100000-000.zip"), "PK");
    Backup listed = backups(1).list().getFirst();
    assertThat(listed.manifest()).isNull();
    assertThat(listed.fault()).contains("no backup, or was cut off");
  }

  private Backups backups(int kept) {
    return new Backups(
        DataFolder.at(folder),
        new SqliteFiles(),
        "server: {}\n",
        new BackupOptions(kept),
        InstantSource.fixed(NOW));
  }

  private static void restore(Path to, Path file) throws IOException {
    new Restore(DataFolder.at(to).create(), new SqliteFiles(), InstantSource.fixed(NOW))
        .run(file, Restore.Rule.REFUSE, Progress.SILENT);
  }

  private static void put(Database database, int from, int count) {
    database
        .titles()
        .write(
            IntStream.range(from, from + count)
                .mapToObj(i ->
                    new TitleWrite.Put(
                        aTitle().withId("t" + i).named("Title " + i).build(), null, "api", null))
                .toList())
        .join();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
