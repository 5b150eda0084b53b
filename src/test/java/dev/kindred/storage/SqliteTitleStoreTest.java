package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite.Delete;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.BackupManifest;
import dev.kindred.operation.BackupOptions;
import dev.kindred.operation.Backups;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.Restore;
import dev.kindred.storage.GroupWriter.Lane;
import dev.kindred.testing.Damage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

final class SqliteTitleStoreTest extends TitleStoreContract {
  @TempDir Path folder;
  private static final int EXPRESS = 200;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  TitleStore store() {
    return database.titles();
  }

  @Override
  TitleStore reopen() {
    database.close();
    database = Database.open(folder);
    return database.titles();
  }

  @Test
  void aTitleThatCouldNotBeReadBackIsRefusedBeforeAnythingIsWritten() {
    Title blank = Title.builder(new TitleId("bad"), Title.Kind.MOVIE, "Bad").tagline(" ").build();
    assertThatThrownBy(() -> store().write(List.of(put(aTitle("a", "Alien")), put(blank))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad")
        .hasMessageContaining("/tagline");
    assertThat(store().count()).isZero();
  }

  @Test
  void survivesClosingWithWritesInFlight() {
    List<CompletableFuture<List<Outcome>>> futures =
        IntStream.range(0, 200)
            .mapToObj(i -> store().write(List.of(put(aTitle("t" + i, "Title"), aProfile("p")))))
            .toList();
    TitleStore before = store();
    TitleStore after = reopen();
    assertThat(futures).allSatisfy(f -> assertThat(f).isCompleted());
    assertThat(after.count()).isEqualTo(200);
    assertThat(after.lastSeq()).isEqualTo(200);
    assertThat(after.find(new TitleId("t7")).orElseThrow().profile()).isEqualTo(aProfile("p"));
    assertThat(before.write(titles("x", 1))).isCompletedExceptionally();
    assertThat(after.write(titles("x", 1)).join().getFirst().seq()).isEqualTo(201);
  }

  @Test
  void whatWasAnsweredIsInTheFilesAtOnce(@TempDir Path crashed) throws IOException {
    store().write(titles("t", 500)).join();
    write(put(aTitle("last", "Last"), aProfile("end")));
    // The files as a power cut would leave them: no close, no checkpoint.
    for (String suffix : List.of("", "-wal")) {
      Files.copy(folder.resolve(Database.FILE + suffix), crashed.resolve(Database.FILE + suffix));
    }
    try (Database copy = Database.open(crashed)) {
      assertThat(copy.titles().count()).isEqualTo(501);
      assertThat(copy.titles().lastSeq()).isEqualTo(501);
      assertThat(copy.titles().find(new TitleId("last")).orElseThrow().profile())
          .isEqualTo(aProfile("end"));
    }
  }

  @Test
  void aTornLogKeepsWholeCommitsOnly(@TempDir Path crashed) throws IOException {
    store().write(titles("a", 300)).join();
    long whole = Files.size(folder.resolve(Database.FILE + "-wal"));
    store().write(titles("b", 300)).join();
    byte[] log = Files.readAllBytes(folder.resolve(Database.FILE + "-wal"));
    Files.copy(folder.resolve(Database.FILE), crashed.resolve(Database.FILE));
    Files.write(
        crashed.resolve(Database.FILE + "-wal"),
        Arrays.copyOf(log, Math.toIntExact(whole + (log.length - whole) / 2)));
    try (Database copy = Database.open(crashed)) {
      assertThat(copy.titles().count()).isEqualTo(300);
      assertThat(copy.titles().write(titles("b", 300)).join())
          .allMatch(outcome -> outcome.result() == Result.CREATED);
    }
  }

  @Test
  void twoDatabasesOnOneFileTakeTurns() {
    try (Database other = Database.open(folder)) {
      List<CompletableFuture<List<Outcome>>> futures = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        futures.add(store().write(titles("here" + i + "-", 20)));
        futures.add(other.titles().write(titles("there" + i + "-", 20)));
        futures.add(store().write(List.of(put(aTitle("both", "Here " + i)))));
        futures.add(other.titles().write(List.of(put(aTitle("both", "There " + i)))));
      }
      List<Long> seqs = futures.stream().flatMap(f -> f.join().stream()).map(Outcome::seq).toList();
      assertThat(seqs).doesNotHaveDuplicates().hasSize(100 * (20 + 20 + 1 + 1));
      assertThat(store().count()).isEqualTo(100 * (20 + 20) + 1);
      assertThat(other.titles().lastSeq()).isEqualTo(store().lastSeq()).isEqualTo(seqs.size());
    }
  }

  @Test
  void readsGoOnWhileAnotherProcessWrites() {
    write(put(aTitle("a", "Alien")));
    try (Database other = Database.open(folder)) {
      // Inside the other database's open transaction: its writer waits for our reads.
      other.write(handle -> {
        handle.execute("UPDATE title SET source = 'held'");
        assertThat(find("a").source()).isEqualTo("test");
        assertThat(store().count()).isEqualTo(1);
        return true;
      });
    }
    assertThat(find("a").source()).isEqualTo("held");
  }

  @Test
  void aFullDiskFailsTheWriteAndNothingElse() {
    write(put(aTitle("a", "Alien")));
    database.write(handle -> {
      int pages = handle.select("PRAGMA page_count").mapTo(Integer.class).one();
      return handle.select("PRAGMA max_page_count = " + (pages + 20)).mapTo(int.class).one();
    });
    Title big =
        Title.builder(new TitleId("big"), Title.Kind.MOVIE, "Big")
            .people(
                Title.Role.CAST,
                IntStream.range(0, 500).mapToObj(i -> i + "x".repeat(900)).toList())
            .build();
    assertThatThrownBy(() -> Database.join(store().write(List.of(put(big)))))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining(Database.FILE);
    assertThat(store().find(new TitleId("big"))).isEmpty();
    assertThat(find("a").title().name()).isEqualTo("Alien");
    assertThat(write(put(aTitle("b", "Brazil"))).result()).isEqualTo(Result.CREATED);

    database.write(
        handle -> handle.select("PRAGMA max_page_count = 1000000").mapTo(int.class).one());
    assertThat(write(put(big)).result()).isEqualTo(Result.CREATED);
  }

  @Test
  void oneFailingCallerDoesNotFailTheOthersOfItsGroup() {
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    CompletableFuture<Boolean> first =
        database.submit(
            Lane.EXPRESS,
            1,
            _ -> {
              started.complete(true);
              return go.join();
            });
    started.join();
    CompletableFuture<List<Outcome>> before = store().write(List.of(put(aTitle("a", "Alien"))));
    CompletableFuture<Boolean> failing =
        database.submit(
            Lane.EXPRESS,
            1,
            handle -> {
              handle.execute("DELETE FROM title");
              throw new IllegalStateException("on purpose");
            });
    CompletableFuture<List<Outcome>> after = store().write(List.of(put(aTitle("b", "Brazil"))));
    go.complete(true);
    assertThat(first.join()).isTrue();
    assertThatThrownBy(() -> Database.join(failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
    assertThat(before.join().getFirst().result()).isEqualTo(Result.CREATED);
    assertThat(after.join().getFirst().result()).isEqualTo(Result.CREATED);
    assertThat(store().count()).isEqualTo(2);
  }

  @Test
  void singleWritesPassByAMassOfOthersAndDoNotStarveThem() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    all.add(
        database.submit(
            Lane.BULK,
            1,
            _ -> {
              started.complete(true);
              return go.join();
            }));
    started.join();
    for (int i = 0; i < 5; i++) all.add(database.submit(Lane.BULK, 1, _ -> order.add("bulk")));
    // Each express piece submits the next, so that there is mostly one, for several transactions.
    all.add(database.submit(Lane.EXPRESS, 1, _ -> expressChain(order, all, EXPRESS)));
    go.complete(true);
    for (int i = 0; i < all.size(); i++) assertThat(all.get(i).join()).isTrue();
    assertThat(order).hasSize(EXPRESS + 5);
    assertThat(order.getFirst()).isEqualTo("express");
    assertThat(order.indexOf("bulk")).isLessThan(EXPRESS);
  }

  private boolean expressChain(List<String> order, List<CompletableFuture<Boolean>> all, int left) {
    order.add("express");
    LockSupport.parkNanos(1_000_000);
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    if (left == 1) return true;
    all.add(next);
    Thread.startVirtualThread(() -> {
      var _ =
          database
              .submit(Lane.EXPRESS, 1, _ -> expressChain(order, all, left - 1))
              .thenAccept(next::complete);
    });
    return true;
  }

  @Test
  void aMassOfWritesLeavesTurnsToAnotherProcess(@TempDir Path shared) {
    try (Database mass = Database.open(shared);
        Database other = Database.open(shared)) {
      List<CompletableFuture<List<Outcome>>> batches = new ArrayList<>();
      for (int i = 0; i < 200; i++) batches.add(mass.titles().write(titles("m" + i + "-", 250)));
      other.titles().write(List.of(put(aTitle("other", "Other")))).join();
      assertThat(batches.getLast()).isNotDone();
      batches.forEach(CompletableFuture::join);
      assertThat(other.titles().count()).isEqualTo(50_001);
    }
  }

  @Test
  void aDatabaseOfTheFirstVersionKeepsTitlesProfilesAndKeys(@TempDir Path old) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + old.resolve(Database.FILE));
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:dev/kindred/storage/migration")
        .placeholders(Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT"))
        .target("1")
        .load()
        .migrate();
    Title alien = aTitle("a", "Alien");
    try (Handle handle = Jdbi.open(source)) {
      handle.execute(
          "INSERT INTO title VALUES (3, 'a', ?, 'api', 1, 2), (7, 'gone', '{}', 'api', 1, 2)",
          StoredJson.write(alien));
      handle.execute("INSERT INTO external_id VALUES ('a', 3), ('gone', 7)");
      handle.execute("INSERT INTO change VALUES (5, 3, 'PUT'), (6, 7, 'DELETE')");
      handle.execute(
          "INSERT INTO profile VALUES (3, 'llm', ?, 2)", StoredJson.write(aProfile("space")));
      handle.execute("DELETE FROM title WHERE title_key = 7");
    }
    try (Database migrated = Database.open(old)) {
      StoredTitle found = migrated.titles().find(new TitleId("a")).orElseThrow();
      assertThat(found)
          .isEqualTo(new StoredTitle(new TitleKey(3), alien, aProfile("space"), "api", 5));
      migrated.titles().write(List.of(put(aTitle("b", "Brazil")))).join();
      assertThat(migrated.titles().find(new TitleId("b")).orElseThrow().key())
          .isEqualTo(new TitleKey(8));
      migrated.titles().write(List.of(new Delete(new TitleId("a"), null))).join();
      assertThat(
              migrated.<Integer>read(
                  handle -> handle.select("SELECT count(*) FROM profile").mapTo(int.class).one()))
          .isZero();
    }
  }

  @Test
  void aDamagedRowIsToldTheOthersAreReadAndPuttingItAgainMendsIt() {
    write(put(aTitle("a", "Alien")));
    write(put(aTitle("b", "Brazil")));
    write(put(aTitle("c", "Coma")));
    damage("a");
    assertThatThrownBy(() -> find("a"))
        .isInstanceOf(DamagedTitleException.class)
        .hasMessageContaining("title 1 is damaged");
    assertThatThrownBy(() -> database.titles().facts(0, 10))
        .isInstanceOf(DamagedTitleException.class);
    assertThat(database.titles().page(0, 2)) // which is full, or a walk would end there
        .extracting(title -> title.title().id().value())
        .containsExactly("b", "c");
    assertThat(database.titles().byKey(List.of(new TitleKey(1), new TitleKey(2))))
        .containsOnlyKeys(new TitleKey(2));
    assertThat(database.damagedTitles().orElseThrow().count()).isEqualTo(1);
    assertThat(database.damage()).isEmpty();

    write(put(aTitle("a", "Alien")));
    assertThat(find("a").title().name()).isEqualTo("Alien");
    assertThat(database.damagedTitles()).isEmpty();
    assertThat(database.titles().countDamaged()).isZero();
  }

  @Test
  void aCheckFindsTheRowsThatAreNoJsonUntilTheyAreGone() {
    write(put(aTitle("a", "Alien")));
    write(put(aTitle("b", "Brazil"), aProfile("tense")));
    damage("b");
    assertThat(database.check()).isEmpty();
    assertThat(database.damagedTitles().orElseThrow().count()).isEqualTo(1);
    write(new Delete(new TitleId("b"), null));
    database.titles().byKey(List.of(new TitleKey(2)));
    assertThat(database.damagedTitles()).isEmpty();
  }

  private void damage(String id) {
    database.write(
        handle -> handle.execute("UPDATE title SET body = substr(body, 1, 12) WHERE id = ?", id));
  }

  @Test
  void aCheckFindsADamagedPageAndWritesAreRefusedFromThenOn() throws IOException {
    write(put(aTitle("a", "Alien"), aProfile("tense")));
    assertThat(database.check()).isEmpty();
    database.close();
    Damage.rootPage(folder, "profile");
    database = Database.open(folder);
    assertThat(database.damage()).isEmpty();
    assertThat(database.check()).isPresent();
    assertThat(database.damage()).isPresent();
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));
    assertThatThrownBy(() -> Database.join(store().write(List.of(put(aTitle("b", "Brazil"))))))
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContaining(Database.FILE);
    assertThat(store().count()).isEqualTo(1); // what lies elsewhere is read on
    assertThat(folder.resolve(Database.FILE)).hasBinaryContent(before);
  }

  @Test
  void aReadThatMeetsADamagedPageRefusesLaterWrites() throws IOException {
    write(put(aTitle("a", "Alien")));
    database.close();
    Damage.rootPage(folder, "title");
    database = Database.open(folder);
    assertThatThrownBy(() -> find("a")).isInstanceOf(StoreDamagedException.class);
    assertThat(database.damage()).isPresent();
    assertThatThrownBy(() -> Database.join(store().write(List.of(put(aTitle("b", "Brazil"))))))
        .isInstanceOf(StoreDamagedException.class);
  }

  @Test
  void aRestoreOfTheFirstSchemaIsMigrated(@TempDir Path old, @TempDir Path files)
      throws IOException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + old.resolve(Database.FILE));
    Flyway.configure()
        .configuration(SqliteFile.Kind.CATALOGUE.flyway(source).getConfiguration())
        .target("1")
        .load()
        .migrate();
    Path backup = files.resolve("backup.zip");
    BackupManifest made =
        new Backups(
                DataFolder.at(old),
                new SqliteFiles(),
                "",
                BackupOptions.DEFAULT,
                InstantSource.system())
            .write(backup, Backups.Vectors.LEFT_OUT, Progress.SILENT);
    assertThat(made.contents().schema()).isEqualTo(1);
    DataFolder target = DataFolder.at(files.resolve("target")).create();
    new Restore(target, new SqliteFiles(), InstantSource.system())
        .run(backup, Restore.Rule.REFUSE, Progress.SILENT);
    try (Database restored = Database.open(target.root())) {
      Database.join(restored.titles().write(List.of(put(aTitle("a", "Alien")))));
    }
    assertThat(new SqliteFiles().contents(target.database()).schema())
        .isEqualTo(new SqliteFiles().schema());
  }

  @Test
  void readersCannotWrite() {
    assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM title")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aSecretStaysTheSame() {
    byte[] secret = database.secret("cursor", 32);
    assertThat(secret).hasSize(32);
    assertThat(database.secret("cursor", 32)).isEqualTo(secret);
    assertThat(database.secret("other", 32)).isNotEqualTo(secret);
    reopen();
    assertThat(database.secret("cursor", 32)).isEqualTo(secret);
  }

  @Test
  void refusesAFileThatIsNoDatabase(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve(Database.FILE), "not a database ".repeat(1_000));
    assertThatThrownBy(() -> Database.open(other))
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContainingAll(file.toString(), "Nothing was changed", "kindred restore FILE");
    assertThat(file).hasContent("not a database ".repeat(1_000));
  }

  @Test
  void refusesADatabaseOfALaterVersion() {
    database.write(handle ->
        handle.execute(
            """
            INSERT INTO flyway_schema_history
            SELECT installed_rank + 1, '999', 'later', type, 'V999__later.sql', checksum,
              installed_by, installed_on, execution_time, success
            FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1\
            """));
    database.close();
    assertThatThrownBy(() -> Database.open(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("999");
  }
}
