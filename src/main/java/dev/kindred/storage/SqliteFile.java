package dev.kindred.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.disk.OwnerOnly;
import dev.kindred.operation.RestoreMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One database file in SQLite, with one writer thread and a few reading connections. A commit is
/// on the disk when it is answered (write-ahead log, `synchronous=FULL`); reads never wait for
/// writes. Several processes may have the same file open: they take turns to write. Thread-safe.
final class SqliteFile implements AutoCloseable {
  /// What a file is for.
  ///
  /// @param file its name in the data folder
  /// @param name of its threads
  /// @param migrations where its schema is on the class path
  /// @param deletion whether what was deleted may stay readable in free pages
  record Kind(String file, String name, String migrations, Deletion deletion) {
    static final Kind CATALOGUE =
        new Kind("catalogue.db", "catalogue", "dev/kindred/storage/migration", Deletion.FAST);
    static final Kind EVENTS =
        new Kind("events.db", "events", "dev/kindred/storage/events", Deletion.OVERWRITTEN);

    Flyway flyway(SQLiteDataSource source) {
      return Flyway.configure()
          .dataSource(source)
          .locations("classpath:" + migrations)
          .placeholders(Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT"))
          .ignoreMigrationPatterns(new String[0])
          .load();
    }
  }

  enum Deletion {
    FAST,
    OVERWRITTEN
  }

  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
  private static final int READERS = 4;
  static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int CACHE_KIB = 16 << 10;
  private static final int MMAP_BYTES = 128 << 20;
  private static final int LOG_BYTES_KEPT = 192 << 20;
  private static final ReentrantLock MIGRATION = new ReentrantLock();

  private final Path file;
  private final StorageFailures failures;
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final Checkpointer checkpointer;
  private final GroupWriter writer;

  private SqliteFile(Path file, Kind kind, SQLiteDataSource source) {
    this.file = file;
    this.failures = new StorageFailures(file);
    this.readers = readers(kind, source);
    this.reading = Jdbi.create(readers);
    Handle handle = Jdbi.create(source).open();
    handle.execute("PRAGMA wal_autocheckpoint = 0");
    handle.execute("PRAGMA busy_timeout = 0"); // the writer itself waits, in smaller steps
    if (kind.deletion() == Deletion.OVERWRITTEN) handle.execute("PRAGMA secure_delete = ON");
    this.checkpointer =
        new Checkpointer(
            Jdbi.create(source).open(),
            file,
            failures,
            "kindred-" + kind.name() + "-checkpointer",
            Checkpointer.LONG);
    this.writer =
        new GroupWriter(handle, checkpointer, failures, "kindred-" + kind.name() + "-writer");
  }

  /// Opens a file of a data folder, creating folder and file when they are missing, and brings its
  /// schema up to date. A restore that was cut off is completed, or undone, first.
  ///
  /// @throws UncheckedIOException when the file cannot be used, or was written by a later version
  ///   of Kindred
  /// @param filled whether something was made from the file already, so that an empty one is a loss
  /// @throws StoreDamagedException when the file is damaged, no database, or empty though it was
  ///   filled; nothing was changed
  static SqliteFile open(Path folder, Kind kind, BooleanSupplier filled) {
    Path file = folder.resolve(kind.file());
    try {
      Files.createDirectories(folder);
      SQLiteDataSource source = source(file);
      migrate(kind, source, file, filled);
      return new SqliteFile(file, kind, source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    } catch (FlywayException | JdbiException | PoolInitializationException e) {
      if (StorageFailures.isDamaged(e)) throw StorageFailures.unusable(file, e);
      throw new UncheckedIOException(
          new IOException("cannot open " + file + ": " + e.getMessage(), e));
    }
  }

  /// Looks through the pages of the whole file, beside whoever reads and writes: half a second for
  /// a store of 68 MB.
  ///
  /// @return what is wrong, empty when the file is sound
  Optional<String> check() {
    try {
      List<String> faults =
          read(handle -> handle.select("PRAGMA quick_check(5)").mapTo(String.class).list());
      if (!faults.equals(List.of("ok"))) failures.damaged(String.join("; ", faults));
    } catch (StoreDamagedException e) {
      LOG.debug("the check of {} met what it looks for", file, e);
    }
    return damage();
  }

  /// What is wrong with the file, as far as anybody noticed; empty when nothing is. Once something
  /// is, every write is refused with a [StoreDamagedException] before it can make matters worse.
  Optional<String> damage() {
    return failures.damage();
  }

  /// Moves what the log holds into the file and empties the log, as far as nobody reads it just
  /// now.
  void emptyLog() {
    read(handle ->
        handle.select("PRAGMA wal_checkpoint(TRUNCATE)").map((row, _) -> row.getInt(1)).one());
  }

  /// Finishes the writes that were accepted, then closes the file.
  @Override
  public void close() {
    writer.close();
    checkpointer.close();
    readers.close();
  }

  /// Reads committed data on a connection of its own.
  <T> T read(HandleCallback<T, SQLException> work) {
    try {
      return reading.withHandle(work);
    } catch (SQLException | JdbiException e) {
      throw failures.translate(e);
    }
  }

  /// Hands work to the writer; see [GroupWriter#submit].
  <T> CompletableFuture<T> submit(GroupWriter.Lane lane, int weight, GroupWriter.Work<T> work) {
    Optional<StoreDamagedException> refusal = failures.refusal();
    if (refusal.isPresent()) return CompletableFuture.failedFuture(refusal.get());
    return writer.submit(lane, weight, work);
  }

  /// A number that is another one once any other process has written to the file; it may also
  /// change without. Asked of the writer's connection, whose own writes do not count.
  long writtenByOthers() {
    return join(
        submit(
            GroupWriter.Lane.BULK,
            1,
            handle -> handle.select("PRAGMA data_version").mapTo(Long.class).one()));
  }

  /// The value of a future of the writer, or its failure as it was.
  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw e;
    }
  }

  private static HikariDataSource readers(Kind kind, SQLiteDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("kindred-" + kind.name() + "-readers");
    config.setDataSource(source);
    config.setConnectionInitSql("PRAGMA query_only = ON");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Integer.toString(MMAP_BYTES));
    config.setJournalSizeLimit(LOG_BYTES_KEPT);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  // Flyway does not lock SQLite, and two processes may start at once. One lock for all files of a
  // folder: a restore replaces them together.
  private static void migrate(Kind kind, SQLiteDataSource source, Path file, BooleanSupplier filled)
      throws IOException {
    Path lockFile = file.resolveSibling(Kind.CATALOGUE.file() + ".lock");
    MIGRATION.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid()) throw new IOException("cannot lock " + lockFile);
      RestoreMarker.finish(file.toAbsolutePath().resolveSibling(""));
      if (Files.exists(file) && Files.size(file) == 0 && filled.getAsBoolean())
        throw StorageFailures.emptied(file);
      OwnerOnly.create(file); // the log and the shared memory beside it take over its rights
      kind.flyway(source).migrate();
    } finally {
      MIGRATION.unlock();
    }
  }
}
