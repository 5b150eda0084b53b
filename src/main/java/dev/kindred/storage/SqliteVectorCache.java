package dev.kindred.storage;

import dev.kindred.embedding.TextHash;
import dev.kindred.embedding.VectorCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The vector cache of one model in one SQLite file. Vectors are little-endian float32, 1.5 KiB
/// each at 384 dimensions. Several processes may share the file. A damaged file is moved aside with
/// a warning and begun afresh. Thread-safe.
public final class SqliteVectorCache implements VectorCache {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteVectorCache.class);
  private static final int VARIABLES = 500;

  /// The vectors lie in the order of their writing, which is the order of a rebuild's reading; only
  /// the small index is random.
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS vector (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
          + " value BLOB NOT NULL)";

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private Handle handle;

  private SqliteVectorCache(Path file) {
    this.file = file;
    handle = openOrReplace();
  }

  /// Opens, or creates, the cache of a model in `directory`.
  public static SqliteVectorCache open(Path directory, String modelId) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SqliteVectorCache(directory.resolve(fileName(modelId)));
  }

  @Override
  public Map<TextHash, float[]> get(Collection<TextHash> texts) {
    return repairing(() -> select(List.copyOf(texts)));
  }

  @Override
  public void put(Map<TextHash, float[]> vectors) {
    repairing(() -> insert(vectors));
  }

  @Override
  public long size() {
    return repairing(
        () -> handle.createQuery("SELECT count(*) FROM vector").mapTo(Long.class).one());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      handle.close();
    } finally {
      lock.unlock();
    }
  }

  private Map<TextHash, float[]> select(List<TextHash> texts) throws SQLException {
    Map<TextHash, float[]> found = HashMap.newHashMap(texts.size());
    for (int from = 0; from < texts.size(); from += VARIABLES) {
      List<TextHash> part = texts.subList(from, Math.min(texts.size(), from + VARIABLES));
      String sql =
          "SELECT hash, value FROM vector WHERE hash IN (?"
              + ",?".repeat(part.size() - 1)
              + ") ORDER BY id";
      try (PreparedStatement query = handle.getConnection().prepareStatement(sql)) {
        for (int i = 0; i < part.size(); i++) query.setBytes(i + 1, part.get(i).bytes());
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) found.put(TextHash.of(rows.getBytes(1)), floats(rows.getBytes(2)));
        }
      }
    }
    return found;
  }

  private int insert(Map<TextHash, float[]> vectors) {
    return handle.inTransaction(open -> {
      var batch = open.prepareBatch("INSERT OR IGNORE INTO vector (hash, value) VALUES (?, ?)");
      vectors.forEach((hash, vector) -> batch.bind(0, hash.bytes()).bind(1, bytes(vector)).add());
      return vectors.isEmpty() ? 0 : batch.execute().length;
    });
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /// Runs `work` alone; when the file turns out to be damaged, once more over a fresh one.
  private <T> T repairing(Work<T> work) {
    lock.lock();
    try {
      try {
        return work.run();
      } catch (SQLException | JdbiException e) {
        if (!isDamage(e)) throw e;
        handle.close();
        moveAside(e);
        handle = connect();
        return work.run();
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("the vector cache " + file + " failed", e));
    } finally {
      lock.unlock();
    }
  }

  private Handle openOrReplace() {
    try {
      return connect();
    } catch (JdbiException e) {
      if (!isDamage(e)) throw e;
      moveAside(e);
      return connect();
    }
  }

  private Handle connect() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(30_000);
    config.setPageSize(8192);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    Handle opened = Jdbi.create(source).open();
    try {
      opened.execute(TABLE);
      return opened;
    } catch (JdbiException e) {
      opened.close();
      throw e;
    }
  }

  private void moveAside(Exception damage) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    LOG.warn("the vector cache {} is damaged; moved to {} and begun afresh", file, aside, damage);
    try {
      for (String part : List.of("", "-wal", "-shm")) {
        Path from = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(from)) {
          Files.move(
              from,
              aside.resolveSibling(aside.getFileName() + part),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the damaged vector cache cannot be moved aside", e);
    }
  }

  private static boolean isDamage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException e) {
        int code = e.getResultCode().code & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code
            || code == SQLiteErrorCode.SQLITE_NOTADB.code;
      }
    }
    return false;
  }

  /// A readable file name; an id that needs changing keeps its difference as a hash.
  static String fileName(String modelId) {
    String safe = modelId.replaceAll("[^A-Za-z0-9._-]", "_");
    if (safe.length() > 100) safe = safe.substring(0, 100);
    if (!safe.equals(modelId)) {
      safe += "-" + HexFormat.of().formatHex(TextHash.of(modelId).bytes(), 0, 4);
    }
    return safe + ".db";
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
