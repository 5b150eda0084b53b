package dev.kindred.operation;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.disk.NewFile;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.RestoreMarker.Move;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts a backup into a data folder that no process serves. It is unpacked and checked beside the
/// old state, then a [RestoreMarker] decides; the opening of the store that follows makes the
/// renames and migrates. Whatever cuts it off, the folder holds the old state or the new one.
/// Nothing is deleted: what was there is moved aside. The index is moved too, since it shows
/// another store; the next start builds a new one. The caller holds the lock of the index.
public final class Restore {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'replaced-'yyyyMMdd'T'HHmmss'-'SSS").withZone(ZoneOffset.UTC);

  /// The settings of the backup, in the data folder: to compare with, never read.
  public static final String SETTINGS = "settings.restored.yaml";

  private static final List<String> BESIDE_STORE = List.of("-wal", "-shm");

  private final DataFolder folder;
  private final DatabaseFiles databases;
  private final InstantSource clock;

  /// What becomes of data that the folder holds.
  public enum Rule {
    REFUSE,
    MOVE_ASIDE
  }

  /// @param aside where the old data went; not there when there were none
  public record Restored(BackupManifest manifest, Path aside) {}

  public Restore(DataFolder folder, DatabaseFiles databases, InstantSource clock) {
    this.folder = folder;
    this.databases = databases;
    this.clock = clock;
  }

  /// Unpacks, checks and decides; open the store to have it done.
  ///
  /// @throws BackupRefusedException when the archive is damaged, of a later version, or the folder
  ///   holds data and `rule` does not say where to put them; nothing has changed then
  /// @throws dev.kindred.catalogue.StoreFullException when the disk is full; nothing has changed
  public Restored run(Path archive, Rule rule, Progress progress) throws IOException {
    RestoreMarker.finish(folder.root());
    if (rule == Rule.REFUSE && Files.exists(folder.database())) {
      throw new BackupRefusedException(
          "%s holds data; --replace moves them aside, or name another folder with --data"
              .formatted(folder.root()));
    }
    Path staging = folder.root().resolve(RestoreMarker.STAGING);
    boolean decided = false;
    try {
      BackupManifest manifest = unpack(archive, staging, progress);
      Path aside = folder.root().resolve(NAME.format(clock.instant()));
      if (Files.exists(aside)) throw new FileAlreadyExistsException(aside.toString());
      List<Move> moves = moves(staging, aside);
      RestoreMarker.write(folder.root(), moves);
      decided = true;
      return new Restored(manifest, aside);
    } catch (BackupRefusedException e) {
      throw new BackupRefusedException(archive + " cannot be restored: " + e.getMessage());
    } finally {
      if (!decided) RestoreMarker.deleteTree(staging);
    }
  }

  private BackupManifest unpack(Path archive, Path staging, Progress progress) throws IOException {
    BackupManifest manifest = BackupArchive.manifest(archive);
    int schema = databases.schema();
    if (manifest.contents().schema() > schema) {
      throw new BackupRefusedException(
          "it was made by Kindred %s, whose store is of schema %d; this version knows up to %d: use a newer Kindred"
              .formatted(manifest.version(), manifest.contents().schema(), schema));
    }
    EventContents events = manifest.events();
    if (events != null && events.schema() > databases.eventSchema()) {
      throw new BackupRefusedException(
          "it was made by Kindred %s, whose events are of schema %d; this version knows up to %d: use a newer Kindred"
              .formatted(manifest.version(), events.schema(), databases.eventSchema()));
    }
    long bytes = manifest.files().stream().mapToLong(BackupManifest.File::bytes).sum();
    progress.startBytes("unpacking", bytes);
    try {
      Files.createDirectories(staging);
      BackupArchive.unpack(archive, staging, progress::step);
    } catch (IOException e) {
      throw StoreFullException.unless(e);
    }
    progress.end();
    StoreContents found = databases.contents(staging.resolve(BackupManifest.STORE));
    if (!found.equals(manifest.contents())) {
      throw new BackupRefusedException(
          "its store holds %s, its manifest says %s".formatted(found, manifest.contents()));
    }
    if (events != null) {
      EventContents foundEvents = databases.eventContents(staging.resolve(BackupManifest.EVENTS));
      if (!foundEvents.equals(events)) {
        throw new BackupRefusedException(
            "its events are %s, its manifest says %s".formatted(foundEvents, events));
      }
    }
    forceFolders(staging);
    return manifest;
  }

  /// The stores last, each after its log and its index, which are of no use to another.
  private List<Move> moves(Path staging, Path aside) throws IOException {
    Path store = folder.database();
    List<Move> moves = new ArrayList<>();
    if (!isEmpty(folder.generations()))
      moves.add(new Move(null, folder.generations(), beside(folder.generations(), aside)));
    Path models = staging.resolve(BackupManifest.MODELS);
    Path oldModels = folder.root().resolve(BackupManifest.MODELS);
    moves.add(
        new Move(
            Files.exists(models) ? models : null, oldModels, aside.resolve(BackupManifest.MODELS)));
    Path vectors = staging.resolve(BackupManifest.VECTORS);
    if (Files.exists(vectors)) {
      moves.add(
          new Move(besideVectors(vectors), folder.vectors(), beside(folder.vectors(), aside)));
    }
    Path settings = staging.resolve(BackupManifest.SETTINGS);
    if (Files.exists(settings)) {
      moves.add(new Move(settings, folder.root().resolve(SETTINGS), aside.resolve(SETTINGS)));
    }
    Path events = staging.resolve(BackupManifest.EVENTS);
    addStore(moves, Files.exists(events) ? events : null, folder.events(), aside);
    addStore(moves, staging.resolve(BackupManifest.STORE), store, aside);
    return moves;
  }

  /// @param from null takes what was there away, as when a backup knows no events
  private static void addStore(List<Move> moves, @Nullable Path from, Path store, Path aside) {
    for (String suffix : BESIDE_STORE) {
      String name = store.getFileName() + suffix;
      moves.add(new Move(null, store.resolveSibling(name), aside.resolve(name)));
    }
    moves.add(new Move(from, store, aside.resolve(store.getFileName())));
  }

  /// With the other old data, or beside its own place when that is not in the data folder and so
  /// perhaps on another disk.
  private Path beside(Path old, Path aside) {
    return old.startsWith(folder.root())
        ? aside.resolve(folder.root().relativize(old))
        : old.resolveSibling(old.getFileName() + "." + aside.getFileName());
  }

  private Path besideVectors(Path unpacked) throws IOException {
    if (folder.vectors().startsWith(folder.root())) return unpacked;
    Path beside = folder.vectors().resolveSibling(folder.vectors().getFileName() + ".unpacked");
    RestoreMarker.deleteTree(beside);
    Files.createDirectories(beside);
    try (Stream<Path> files = Files.list(unpacked)) {
      for (Path file : files.toList()) Files.copy(file, beside.resolve(file.getFileName()));
    } catch (IOException e) {
      throw StoreFullException.unless(e);
    }
    forceFolders(beside);
    return beside;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) return true;
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void forceFolders(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) NewFile.forceFolder(file);
    }
  }
}
