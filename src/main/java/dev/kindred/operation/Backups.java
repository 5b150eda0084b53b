package dev.kindred.operation;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.disk.NewFile;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.BackupArchive.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes backups of a data folder while it is served and written to, and keeps those in its
/// `backups/`. A backup holds the store as it stood at one moment, access keys (hashes) and signing
/// secrets among it, the events and users as they stood a moment before, the models, and the
/// settings without their secrets; so guard it like the data folder. The index is not in it: it is
/// built from the store. The vectors are, when asked for: each can be computed from its text again,
/// and they are several times larger than the rest. Thread-safe.
public final class Backups {
  /// What SQLite keeps beside a database that it has not finished writing.
  private static final String JOURNAL = "-journal";

  private static final String FOLDER = "backups";
  private static final String ZIP = ".zip";
  private static final Pattern ID = Pattern.compile("kindred-[0-9]{8}T[0-9]{6}-[0-9]{3}");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'kindred-'yyyyMMdd'T'HHmmss'-'SSS").withZone(ZoneOffset.UTC);
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  private final DataFolder folder;
  private final DatabaseFiles databases;
  private final String settings;
  private final BackupOptions options;
  private final InstantSource clock;
  private Instant last = Instant.EPOCH;

  /// Whether the vector caches are packed too.
  public enum Vectors {
    LEFT_OUT,
    INCLUDED
  }

  /// @param settings the settings as a file, without secrets
  public Backups(
      DataFolder folder,
      DatabaseFiles databases,
      String settings,
      BackupOptions options,
      InstantSource clock) {
    this.folder = folder;
    this.databases = databases;
    this.settings = settings;
    this.options = options;
    this.clock = clock;
  }

  /// An id for the next backup, unlike any before.
  public synchronized String nextId() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return NAME.format(last);
  }

  /// Makes a backup in the data folder, then deletes the oldest beyond those to keep.
  ///
  /// @throws dev.kindred.catalogue.StoreFullException when the disk is full; nothing is left behind
  /// @throws dev.kindred.catalogue.StoreDamagedException when the store is damaged
  public BackupManifest create(String id, Vectors vectors, Progress progress) throws IOException {
    Files.createDirectories(home());
    BackupManifest made = write(home().resolve(id + ZIP), vectors, progress);
    prune();
    return made;
  }

  /// Makes a backup as a file of the caller's; see [#create].
  public BackupManifest write(Path file, Vectors vectors, Progress progress) throws IOException {
    List<Path> copies = new ArrayList<>();
    BackupManifest[] made = new BackupManifest[1];
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      List<Source> sources = new ArrayList<>();
      progress.start("copying the store", Progress.UNKNOWN);
      // Events first: what they name was in the catalogue before them.
      @Nullable EventContents events = null;
      if (Files.exists(folder.events())) {
        Path eventStore = copy(folder.events(), file, copies);
        sources.add(new Source(BackupManifest.EVENTS, eventStore));
        events = databases.eventContents(eventStore);
      }
      @Nullable EventContents eventContents = events;
      Path store = copy(folder.database(), file, copies);
      databases.forgetBackups(store);
      sources.add(new Source(BackupManifest.STORE, store));
      StoreContents contents = databases.contents(store);
      sources.addAll(models(file, copies));
      if (vectors == Vectors.INCLUDED) {
        progress.start("copying the vectors", Progress.UNKNOWN);
        for (Path cache : caches()) {
          sources.add(
              new Source(
                  BackupManifest.VECTORS + "/" + cache.getFileName(), copy(cache, file, copies)));
        }
      }
      sources.add(new Source(BackupManifest.SETTINGS, written(settings, file, copies)));
      long bytes = 0;
      for (Source source : sources) bytes += Files.size(source.file());
      progress.startBytes("packing", bytes);
      NewFile.write(
          file,
          NewFile.Access.OWNER,
          out ->
              made[0] =
                  BackupArchive.write(
                      out,
                      sources,
                      files -> new BackupManifest(version(), now, contents, eventContents, files),
                      progress::step));
      progress.end();
      return made[0];
    } catch (IOException e) {
      throw StoreFullException.unless(e);
    } finally {
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + JOURNAL)); // of a full disk
      }
    }
  }

  /// The backups in the data folder, the newest first.
  public List<Backup> list() {
    List<Backup> backups = new ArrayList<>();
    for (Path file : files(folder.root())) backups.add(backup(file));
    return backups;
  }

  public Optional<Backup> find(String id) {
    return file(id).map(Backups::backup);
  }

  /// Deletes a backup; false when there is none of that id.
  public boolean delete(String id) throws IOException {
    Optional<Path> file = file(id);
    return file.isPresent() && Files.deleteIfExists(file.get());
  }

  /// Removes what a process that was killed left of a backup in the making. For the process that
  /// owns the index only.
  public void clear() {
    if (!Files.isDirectory(home())) return;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(home(), "*" + NewFile.PART + "*")) {
      for (Path part : parts) Files.delete(part);
    } catch (IOException e) {
      throw new UncheckedIOException("left backups in " + home() + " cannot be deleted", e);
    }
  }

  /// What to do when the store in a data folder is beyond use, as the end of a sentence.
  public static String advice(Path root) {
    List<Path> backups = files(root);
    return backups.isEmpty()
        ? "restore a backup with: kindred restore FILE --replace (none lies in %s)"
            .formatted(root.resolve(FOLDER))
        : "restore the newest backup with: kindred restore %s --replace"
            .formatted(backups.getFirst());
  }

  private Path home() {
    return folder.root().resolve(FOLDER);
  }

  private Optional<Path> file(String id) {
    if (!ID.matcher(id).matches()) return Optional.empty();
    return Optional.of(home().resolve(id + ZIP)).filter(Files::isRegularFile);
  }

  private void prune() {
    List<Path> files = files(folder.root());
    for (Path old : files.subList(Math.min(options.kept(), files.size()), files.size())) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        LOG.warn("the old backup {} could not be deleted", old, e);
      }
    }
  }

  /// Finished backups, the newest first.
  private static List<Path> files(Path root) {
    Path home = root.resolve(FOLDER);
    if (!Files.isDirectory(home)) return List.of();
    try (Stream<Path> children = Files.list(home)) {
      List<Path> files =
          new ArrayList<>(
              children
                  .filter(file -> file.toString().endsWith(ZIP))
                  .filter(file -> ID.matcher(id(file)).matches())
                  .sorted()
                  .toList());
      Collections.reverse(files);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("the backups in " + home + " cannot be listed", e);
    }
  }

  private static String id(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ZIP.length());
  }

  private static Backup backup(Path file) {
    long bytes = 0;
    @Nullable BackupManifest manifest = null;
    @Nullable String fault = null;
    try {
      bytes = Files.size(file);
      manifest = BackupArchive.manifest(file);
    } catch (IOException | BackupRefusedException e) {
      fault = String.valueOf(e.getMessage());
    }
    return new Backup(id(file), file, bytes, manifest, fault);
  }

  private Path copy(Path database, Path target, List<Path> copies) {
    Path copy = part(target, copies);
    databases.copy(database, copy);
    return copy;
  }

  private static Path written(String text, Path target, List<Path> copies) throws IOException {
    return Files.writeString(part(target, copies), text);
  }

  /// A place beside the target, so that its disk is the one that must have room.
  private static Path part(Path target, List<Path> copies) {
    String name = target.getFileName() + "." + copies.size() + NewFile.PART;
    Path part = target.resolveSibling(name).toAbsolutePath();
    copies.add(part);
    return part;
  }

  /// The files of the models as they stood at one moment, since trainings replace and delete them.
  /// What one of them names was there before it, so the second look finds that too.
  private List<Source> models(Path target, List<Path> copies) throws IOException {
    Path models = folder.root().resolve(BackupManifest.MODELS);
    if (!Files.isDirectory(models)) return List.of();
    SortedMap<String, Source> pinned = new TreeMap<>();
    for (int look = 0; look < 2; look++) {
      List<Path> there;
      try (Stream<Path> files = Files.walk(models)) {
        there = files.filter(Files::isRegularFile).toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      for (Path file : there) {
        String name = BackupManifest.MODELS + "/" + relative(models, file);
        if (pinned.containsKey(name) || name.endsWith(NewFile.PART)) continue;
        Path copy = part(target, copies);
        if (pin(file, copy)) pinned.put(name, new Source(name, copy));
      }
    }
    return List.copyOf(pinned.values());
  }

  /// Keeps what a file holds now, without copying it where the disk allows; false when it is gone.
  private static boolean pin(Path file, Path copy) throws IOException {
    try {
      Files.deleteIfExists(copy);
      try {
        Files.createLink(copy, file);
      } catch (UnsupportedOperationException | FileSystemException e) { // on another disk
        Files.copy(file, copy);
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private List<Path> caches() throws IOException {
    if (!Files.isDirectory(folder.vectors())) return List.of();
    try (Stream<Path> files = Files.list(folder.vectors())) {
      return files.filter(file -> file.toString().endsWith(".db")).sorted().toList();
    }
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String version() {
    String version = Backups.class.getPackage().getImplementationVersion();
    return version == null ? "(from classes)" : version;
  }
}
