package dev.kindred.storage;

import dev.kindred.access.KeyStore;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.JobStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/// `catalogue.db` in a data folder: titles, profiles, jobs, keys and settings; see [SqliteFile].
/// Thread-safe.
public final class Database implements AutoCloseable {
  /// Name of the file in its data folder.
  public static final String FILE = SqliteFile.Kind.CATALOGUE.file();

  private final SqliteFile file;
  private final DamagedRows damaged = new DamagedRows();
  private final JdbcTitleStore titles;
  private final MergeStore merges;
  private final JobStore jobs;
  private final KeyStore keys;

  private Database(SqliteFile file) {
    this.file = file;
    TitleRows rows = new TitleRows(damaged);
    this.titles = new JdbcTitleStore(this, rows, damaged);
    this.merges = new JdbcMergeStore(this, rows);
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
    return new Database(
        SqliteFile.open(folder.root(), SqliteFile.Kind.CATALOGUE, folder::hasGenerations));
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

  /// See [SqliteFile#check]; reads the JSON of all titles too.
  public Optional<String> check() {
    Optional<String> damage = file.check();
    if (damage.isEmpty()) checkRows();
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
    return file.damage();
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
    file.close();
  }

  /// See [SqliteFile#read].
  <T> T read(HandleCallback<T, SQLException> work) {
    return file.read(work);
  }

  /// Hands work to the writer; see [GroupWriter#submit].
  <T> CompletableFuture<T> submit(GroupWriter.Lane lane, int weight, GroupWriter.Work<T> work) {
    return file.submit(lane, weight, work);
  }

  /// Hands over work that somebody waits for.
  <T> CompletableFuture<T> submit(int weight, GroupWriter.Work<T> work) {
    return submit(GroupWriter.Lane.EXPRESS, weight, work);
  }

  /// Writes and waits until it is durable.
  <T> T write(GroupWriter.Work<T> work) {
    return join(submit(1, work));
  }

  /// See [SqliteFile#join].
  static <T> T join(CompletableFuture<T> future) {
    return SqliteFile.join(future);
  }
}
