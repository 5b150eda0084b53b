package dev.kindred.operation;

import static dev.kindred.testing.Titles.aTitle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Access;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.UserId;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.Backups.Vectors;
import dev.kindred.operation.Restore.Rule;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import dev.kindred.storage.SqliteFiles;
import dev.kindred.testing.Events;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RestoreTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path source;
  @TempDir private Path target;
  @TempDir private Path files;
  private Path backup = Path.of("");

  @BeforeEach
  void backUp() throws IOException {
    try (Database database = Database.open(source)) {
      put(database, "new");
      new Access(database.keys()).create("me", EnumSet.of(Scope.ADMIN), null, null);
      database.secret("cursor", 32);
    }
    Files.createDirectories(source.resolve("models"));
    Files.writeString(source.resolve("models/m2"), "new model");
    Files.createDirectories(source.resolve("vectors"));
    backup = files.resolve("backup.zip");
    new Backups(
            DataFolder.at(source),
            new SqliteFiles(),
            "server:\n  port: 1\n",
            BackupOptions.DEFAULT,
            InstantSource.fixed(NOW))
        .write(backup, Vectors.LEFT_OUT, Progress.SILENT);
  }

  @Test
  void anEmptyFolderGetsTitlesKeysSecretsModelsAndSettings() throws IOException {
    DataFolder folder = DataFolder.at(target).create();
    Restore.Restored restored = restore(folder).run(backup, Rule.REFUSE, Progress.SILENT);
    assertThat(restored.manifest().contents().titles()).isEqualTo(1);
    try (Database copy = Database.open(target);
        Database original = Database.open(source)) {
      assertThat(names(copy)).containsExactly("new");
      assertThat(copy.keys().list()).isEqualTo(original.keys().list()).hasSize(1);
      assertThat(copy.secret("cursor", 32)).isEqualTo(original.secret("cursor", 32));
    }
    assertThat(target.resolve("models/m2")).hasContent("new model");
    assertThat(target.resolve(Restore.SETTINGS)).hasContent("server:\n  port: 1\n");
    assertThat(restored.aside()).doesNotExist();
    noTraceOfTheWork();
  }

  @Test
  void eventsAndUsersComeAlongAndThoseThatWereThereGoAside() throws IOException {
    tell(source, "new-event");
    Path withEvents = files.resolve("events.zip");
    BackupManifest made =
        new Backups(
                DataFolder.at(source),
                new SqliteFiles(),
                "",
                BackupOptions.DEFAULT,
                InstantSource.fixed(NOW))
            .write(withEvents, Vectors.LEFT_OUT, Progress.SILENT);
    assertThat(made.events()).isEqualTo(new EventContents(new SqliteFiles().eventSchema(), 1, 1));
    DataFolder folder = live();
    tell(folder.root(), "old-event");

    Restore.Restored restored = restore(folder).run(withEvents, Rule.MOVE_ASIDE, Progress.SILENT);

    assertThat(told(folder.root())).containsExactly("new-event");
    assertThat(told(restored.aside())).containsExactly("old-event");
    // A backup that knows no events leaves none in force.
    Restore.Restored without =
        new Restore(folder, new SqliteFiles(), InstantSource.fixed(NOW.plusSeconds(1)))
            .run(backup, Rule.MOVE_ASIDE, Progress.SILENT);
    assertThat(told(folder.root())).isEmpty();
    assertThat(told(without.aside())).containsExactly("new-event");
  }

  private static void tell(Path folder, String id) {
    try (EventDatabase database = EventDatabase.open(folder)) {
      StoredEvent event =
          StoredEvent.of(Events.of(EventType.LIKE).called(id).build(), new TitleKey(1));
      assertThat(database.events().record(List.of(event), EventStore.Urgency.AWAITED).join())
          .containsExactly(EventStore.Outcome.ACCEPTED);
    }
  }

  private static List<String> told(Path folder) {
    try (EventDatabase database = EventDatabase.open(folder)) {
      return database.events().page(new UserId("ann"), EventStore.OLDEST, 10).stream()
          .map(event -> event.id().value())
          .toList();
    }
  }

  @Test
  void liveDataAreRefusedOrMovedAside() throws IOException {
    DataFolder folder = live();
    assertThatThrownBy(() -> restore(folder).run(backup, Rule.REFUSE, Progress.SILENT))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContainingAll(target.toString(), "holds data", "--replace");
    assertOld();
    Restore.Restored restored = restore(folder).run(backup, Rule.MOVE_ASIDE, Progress.SILENT);
    assertNew();
    try (Database old = Database.open(restored.aside())) {
      assertThat(names(old)).containsExactly("old");
    }
    assertThat(restored.aside().resolve("models/m1")).hasContent("old model");
    assertThat(restored.aside().resolve("generations/g1/segment")).hasContent("old index");
    assertThat(folder.vectors().resolve("kept.db")).exists();
  }

  @Test
  void aCrashBeforeTheDecisionLeavesTheOldState() throws IOException {
    DataFolder folder = live();
    Path staging = Files.createDirectories(folder.root().resolve(RestoreMarker.STAGING));
    Files.writeString(staging.resolve("catalogue.db"), "half of it");
    assertOld();
    assertThat(folder.generations().resolve("g1/segment")).exists();
    noTraceOfTheWork();
  }

  @Test
  void aCrashAfterTheDecisionIsCompletedByTheNextStartWhereverItCame() throws IOException {
    live();
    Path original = files.resolve("before");
    copy(target, original);
    int moves = Integer.MAX_VALUE;
    for (int made = 0; made <= moves; made++) {
      RestoreMarker.deleteTree(target);
      copy(original, target);
      restore(DataFolder.at(target)).run(backup, Rule.MOVE_ASIDE, Progress.SILENT);
      List<RestoreMarker.Move> all = RestoreMarker.read(target);
      moves = all.size();
      for (RestoreMarker.Move move : all.subList(0, made)) RestoreMarker.make(move);
      if (made < moves && all.get(made).from() != null) { // and in the middle of the next one
        RestoreMarker.Move half = all.get(made);
        RestoreMarker.make(new RestoreMarker.Move(null, half.to(), half.aside()));
      }
      assertNew();
      assertThat(target.resolve("replaced-20261126T100000-000/catalogue.db")).exists();
      noTraceOfTheWork();
    }
    assertThat(moves).isGreaterThan(4);
  }

  @Test
  void placesOutsideTheDataFolderAreReplacedWhereTheyAre() throws IOException {
    DataFolder project = DataFolder.ofProject(target);
    project.create();
    try (Database database = Database.open(project.root())) {
      put(database, "old");
    }
    Files.writeString(project.generations().resolve("ACTIVE"), "g1");
    restore(project).run(backup, Rule.MOVE_ASIDE, Progress.SILENT);
    try (Database database = Database.open(project.root())) {
      assertThat(names(database)).containsExactly("new");
    }
    assertThat(project.generations()).doesNotExist();
    assertThat(target.resolve("index/generations.replaced-20261126T100000-000/ACTIVE")).exists();
  }

  @Test
  void aCutOffArchiveIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      Files.write(backup, Arrays.copyOf(whole, length));
      refused("cut off on its way");
    }
  }

  @Test
  void aFlippedBitIsRefusedWithTheNameOfTheFile() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    byte[] flipped = whole.clone();
    flipped[200] ^= 1; // within the first entry, the store
    Files.write(backup, flipped);
    refused("catalogue.db in it");
    Files.write(backup, whole);
    rewrite(entries -> entries.put("models/m2", "another model".getBytes(UTF_8)));
    refused("models/m2 in it is damaged: ");
  }

  @Test
  void anArchiveThatWouldWriteElsewhereIsRefused() throws IOException {
    rewrite(entries -> entries.put("../evil", new byte[1]));
    refused("its manifest names");
    rewrite(entries -> {
      entries.put("../evil", new byte[1]);
      manifest(
          entries,
          manifest ->
              manifest
                  .withArray("files")
                  .addObject()
                  .put("name", "../evil")
                  .put("bytes", 1)
                  .put("sha256", "0".repeat(64)));
    });
    refused("no file may be called ../evil");
    assertThat(target.resolveSibling("evil")).doesNotExist();
  }

  @Test
  void anArchiveOfALaterVersionIsRefused() throws IOException {
    rewrite(
        entries -> manifest(entries, manifest -> manifest.put("format", 3).put("kindred", "9.1")));
    refused("made by Kindred 9.1 in layout 3; this version reads up to 2");
    rewrite(entries -> manifest(entries, manifest -> manifest.put("format", 2).put("schema", 999)));
    refused("made by Kindred 9.1, whose store is of schema 999");
  }

  private void refused(String reason) {
    assertThatThrownBy(
            () -> restore(DataFolder.at(target).create()).run(backup, Rule.REFUSE, Progress.SILENT))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContainingAll(backup.toString(), reason);
    assertThat(target.resolve("catalogue.db")).doesNotExist();
    noTraceOfTheWork();
  }

  private Restore restore(DataFolder folder) {
    return new Restore(folder, new SqliteFiles(), InstantSource.fixed(NOW));
  }

  /// A folder that was served.
  private DataFolder live() throws IOException {
    DataFolder folder = DataFolder.at(target).create();
    try (Database database = Database.open(target)) {
      put(database, "old");
    }
    Files.createDirectories(target.resolve("models"));
    Files.writeString(target.resolve("models/m1"), "old model");
    Files.createDirectories(folder.generations().resolve("g1"));
    Files.writeString(folder.generations().resolve("g1/segment"), "old index");
    Files.writeString(folder.vectors().resolve("kept.db"), "cache");
    return folder;
  }

  private void assertOld() {
    try (Database database = Database.open(target)) {
      assertThat(names(database)).containsExactly("old");
    }
    assertThat(target.resolve("models/m1")).hasContent("old model");
  }

  private void assertNew() {
    try (Database database = Database.open(target)) {
      assertThat(names(database)).containsExactly("new");
      assertThat(database.check()).isEmpty();
    }
    assertThat(target.resolve("models/m2")).hasContent("new model");
    assertThat(target.resolve("models/m1")).doesNotExist();
    assertThat(target.resolve("generations")).doesNotExist();
  }

  private void noTraceOfTheWork() {
    assertThat(target.resolve(RestoreMarker.MARKER)).doesNotExist();
    assertThat(target.resolve(RestoreMarker.STAGING)).doesNotExist();
  }

  private void rewrite(Consumer<Map<String, byte[]>> change) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      for (ZipEntry entry : zip.stream().toList())
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    }
    change.accept(entries);
    try (OutputStream out = Files.newOutputStream(backup);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private static void manifest(Map<String, byte[]> entries, Consumer<ObjectNode> change) {
    ObjectNode manifest =
        (ObjectNode) Json.parse(Objects.requireNonNull(entries.get("manifest.json")));
    change.accept(manifest);
    entries.put("manifest.json", Json.writeBytes(manifest));
  }

  private static void put(Database database, String id) {
    database
        .titles()
        .write(
            List.of(new TitleWrite.Put(aTitle().withId(id).named(id).build(), null, "api", null)))
        .join();
  }

  private static List<String> names(Database database) {
    return database.titles().page(0, 10).stream()
        .map(StoredTitle::title)
        .map(title -> title.name())
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path at = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(at);
        else Files.copy(file, at);
      }
    }
  }
}
