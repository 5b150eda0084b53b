package dev.kindred.storage;

import dev.kindred.disk.OwnerOnly;
import dev.kindred.operation.DatabaseFiles;
import dev.kindred.operation.EventContents;
import dev.kindred.operation.StoreContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Database files in SQLite. A copy is made by `VACUUM INTO` over a connection of its own: one
/// reading transaction, for which no writer waits, and a file without free pages. SQLite's other
/// way, the backup API, begins anew whenever another connection writes.
public final class SqliteFiles implements DatabaseFiles {
  @Override
  public void copy(Path database, Path copy) {
    try {
      OwnerOnly.create(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + copy, e);
    }
    on(
        database,
        connection -> {
          try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            return vacuum.execute();
          }
        });
  }

  @Override
  public void forgetBackups(Path catalogue) {
    on(
        catalogue,
        connection -> {
          try (Statement delete = connection.createStatement()) {
            return delete.executeUpdate(
                "DELETE FROM job WHERE kind = 'BACKUP' AND state IN ('QUEUED', 'RUNNING')");
          }
        });
  }

  @Override
  public StoreContents contents(Path catalogue) {
    return on(
        catalogue,
        connection ->
            new StoreContents(
                migrated(connection),
                number(connection, "SELECT count(*) FROM title"),
                number(connection, "SELECT count(*) FROM profile"),
                number(connection, "SELECT count(*) FROM access_key"),
                number(connection, "SELECT coalesce(max(seq), 0) FROM change")));
  }

  @Override
  public EventContents eventContents(Path events) {
    return on(
        events,
        connection ->
            new EventContents(
                migrated(connection),
                number(connection, "SELECT count(*) FROM viewer"),
                number(connection, "SELECT count(*) FROM event")));
  }

  @Override
  public int schema() {
    return newest(SqliteFile.Kind.CATALOGUE);
  }

  @Override
  public int eventSchema() {
    return newest(SqliteFile.Kind.EVENTS);
  }

  private static int newest(SqliteFile.Kind kind) {
    SQLiteDataSource empty = new SQLiteDataSource();
    empty.setUrl("jdbc:sqlite::memory:");
    return Arrays.stream(kind.flyway(empty).info().all())
        .mapToInt(migration -> Integer.parseInt(migration.getVersion().getVersion()))
        .max()
        .orElseThrow();
  }

  private static int migrated(Connection connection) throws SQLException {
    return Math.toIntExact(
        number(connection, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"));
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static <T> T on(Path file, Work<T> work) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(SqliteFile.BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StorageFailures(file).translate(e);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) throw new SQLException("no answer to " + sql);
      return rows.getLong(1);
    }
  }
}
