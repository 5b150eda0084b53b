package dev.kindred.storage;

import dev.kindred.access.KeyStore;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.operation.JobStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
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
  private final JdbcTitleStore titles;
  private final MergeStore merges;
  private final JobStore jobs;
  private final KeyStore keys;

  private Database(SqliteFile file) {
    this.file = file;
    this.titles = new JdbcTitleStore(this);
    this.merges = new JdbcMergeStore(this);
    this.jobs = new JdbcJobStore(this);
    this.keys = new JdbcKeyStore(this);
  }

  /// Opens the database of a data folder, creating folder and file when they are missing, and
  /// brings its schema up to date. A restore that was cut off is completed, or undone, first.
  ///
  /// @throws UncheckedIOException when the file cannot be used, or was written by a later version
  ///   of Kindred
  /// @throws StoreDamagedException when the file is damaged or no database; nothing was changed
  public static Database open(Path folder) {
    return new Database(SqliteFile.open(folder, SqliteFile.Kind.CATALOGUE));
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

  /// See [SqliteFile#check].
  public Optional<String> check() {
    return file.check();
  }

  /// What is wrong with the file, as far as anybody noticed; empty when nothing is. Once something
  /// is, every write is refused with a [StoreDamagedException] before it can make matters worse.
  public Optional<String> damage() {
    return file.damage();
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
