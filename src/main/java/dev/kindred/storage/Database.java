package dev.kindred.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.kindred.access.KeyStore;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.JobStore;
import dev.kindred.operation.OwnerOnly;
import dev.kindred.operation.RestoreMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
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

/// `catalogue.db` in a data folder: titles, profiles, jobs, keys and settings in SQLite, with one
/// writer thread and a few reading connections. A commit is on the disk when it is answered
/// (write-ahead log, `synchronous=FULL`); reads never wait for writes. Several processes may have
/// the same file open: they take turns to write. Thread-safe.
public final class Database implements AutoCloseable {
  /// Name of the file in its data folder.
  public static final String FILE = "catalogue.db";

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int READERS = 4;
  static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int CACHE_KIB = 16 << 10;
  private static final int MMAP_BYTES = 128 << 20;
  private static final int CHECKPOINT_PAGES = 8_000;
  private static final int LOG_BYTES_KEPT = 64 << 20;
  private static final ReentrantLock MIGRATION = new ReentrantLock();

  private final StorageFailures failures;
  private final DamagedRows damaged = new DamagedRows();
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final GroupWriter writer;
  private final JdbcTitleStore titles;
  private final MergeStore merges;
  private final JobStore jobs;
  private final KeyStore keys;

  private Database(Path file, SQLiteDataSource source) {
    this.failures = new StorageFailures(file);
    this.readers = readers(source);
    this.reading = Jdbi.create(readers);
    Handle handle = Jdbi.create(source).open();
    handle.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    handle.execute("PRAGMA busy_timeout = 0"); // the writer itself waits, in smaller steps
    this.writer = new GroupWriter(handle, failures, "kindred-catalogue-writer");
    this.titles = new JdbcTitleStore(this, damaged);
    this.merges = new JdbcMergeStore(this);
    this.jobs = new JdbcJobStore(this);
    this.keys = new JdbcKeyStore(this);
  }

  /// [#open(DataFolder)] of a folder that holds everything.
  public static Database open(Path folder) {
    return open(DataFolder.at(folder));
  }

  /// Opens the database of a data folder, creating folder and file when they are missing, and
  /// brings its schema up to date. A restore that was cut off is completed, or undone, first.
  ///
  /// @throws UncheckedIOException when the file cannot be used, or was written by a later version
  ///   of Kindred
  /// @throws StoreDamagedException when the file is damaged, no database, or empty though an index
  ///   was built from it; nothing was changed
  public static Database open(DataFolder folder) {
    Path file = folder.database();
    try {
      Files.createDirectories(folder.root());
      SQLiteDataSource source = source(file);
      migrate(source, file, folder);
      return new Database(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    } catch (FlywayException | JdbiException | PoolInitializationException e) {
      if (StorageFailures.isDamaged(e)) throw StorageFailures.unusable(file, e);
      throw new UncheckedIOException(
          new IOException("cannot open " + file + ": " + e.getMessage(), e));
    }
  }

  public TitleStore titles() {
    return titles;
  }

  public MergeStore merges() {
    return merges;
  }

  public JobStore jobs() {
    return jobs;
  }

  public KeyStore keys() {
    return keys;
  }

  /// Random bytes that are made once and stay the same for this database, in every process: to sign
  /// what callers hand back.
  ///
  /// @param of which secret
  /// @param bytes its length, 16 or more
  public byte[] secret(String of, int bytes) {
    if (bytes < 16)
      throw new IllegalArgumentException("a secret has 16 bytes or more, got " + bytes);
    String name = "secret." + of;
    String value =
        read(handle -> storedSecret(handle, name)).orElseGet(() -> makeSecret(name, bytes));
    byte[] secret = HexFormat.of().parseHex(value);
    if (secret.length != bytes) {
      throw new IllegalStateException(name + " has " + secret.length + " bytes, wanted " + bytes);
    }
    return secret;
  }

  private String makeSecret(String name, int bytes) {
    byte[] fresh = new byte[bytes];
    new SecureRandom().nextBytes(fresh);
    return write(handle -> {
      handle.execute(
          "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
          name,
          HexFormat.of().formatHex(fresh));
      return storedSecret(handle, name).orElseThrow(); // that of another process, if it was first
    });
  }

  private static Optional<String> storedSecret(Handle handle, String name) {
    return handle
        .select("SELECT value FROM setting WHERE name = ?", name)
        .mapTo(String.class)
        .findOne();
  }

  /// Looks through the pages of the whole file, and the JSON of all titles, beside whoever reads
  /// and writes: half a second for a store of 68 MB.
  ///
  /// @return what is wrong, empty when the file is sound
  public Optional<String> check() {
    try {
      List<String> faults =
          read(handle -> handle.select("PRAGMA quick_check(5)").mapTo(String.class).list());
      if (faults.equals(List.of("ok"))) checkRows();
      else failures.damaged(String.join("; ", faults));
    } catch (StoreDamagedException e) {
      LOG.debug("the check of {} met what it looks for", FILE, e);
    }
    return damage();
  }

  /// Has every title read whose JSON is none, which remembers it.
  private void checkRows() {
    List<TitleKey> broken =
        read(handle ->
            handle
                .select(
                    """
                    SELECT title_key FROM title WHERE NOT json_valid(body)
                    UNION SELECT title_key FROM merged_title
                    WHERE NOT coalesce(json_valid(body), 1) OR NOT coalesce(json_valid(profile), 1)
                    UNION SELECT title_key FROM profile WHERE NOT json_valid(body)\
                    """)
                .map((row, _) -> new TitleKey(row.getInt(1)))
                .list());
    if (!broken.isEmpty()) titles.byKey(broken);
  }

  /// What is wrong with the file, as far as anybody noticed; empty when nothing is. Once something
  /// is, every write is refused with a [StoreDamagedException] before it can make matters worse.
  public Optional<String> damage() {
    return failures.damage();
  }

  /// Titles whose rows cannot be read while the file itself is sound.
  ///
  /// @param since when the first of them was found
  public record DamagedTitles(int count, Instant since) {}

  /// The titles that could not be read, as far as anybody tried; empty when all could. The others
  /// are served, and writes go on: putting such a title again mends it.
  public Optional<DamagedTitles> damagedTitles() {
    return damaged.report();
  }

  /// Finishes the writes that were accepted, then closes the file.
  @Override
  public void close() {
    titles.close();
    writer.close();
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

  /// Hands over work that somebody waits for.
  <T> CompletableFuture<T> submit(int weight, GroupWriter.Work<T> work) {
    return submit(GroupWriter.Lane.EXPRESS, weight, work);
  }

  /// Writes and waits until it is durable.
  <T> T write(GroupWriter.Work<T> work) {
    return join(submit(1, work));
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

  private static HikariDataSource readers(SQLiteDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("kindred-catalogue-readers");
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

  // Flyway does not lock SQLite, and two processes may start at once.
  private static void migrate(SQLiteDataSource source, Path file, DataFolder folder)
      throws IOException {
    Path lockFile = file.resolveSibling(FILE + ".lock");
    MIGRATION.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid()) throw new IOException("cannot lock " + lockFile);
      RestoreMarker.finish(file.toAbsolutePath().resolveSibling(""));
      if (Files.exists(file) && Files.size(file) == 0 && folder.hasGenerations())
        throw StorageFailures.emptied(file);
      OwnerOnly.create(file); // the log and the shared memory beside it take over its rights
      flyway(source).migrate();
    } finally {
      MIGRATION.unlock();
    }
  }

  static Flyway flyway(SQLiteDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:dev/kindred/storage/migration")
        .placeholders(Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT"))
        .ignoreMigrationPatterns(new String[0])
        .load();
  }
}
