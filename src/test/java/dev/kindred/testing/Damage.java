package dev.kindred.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/// What disks and people do to a `catalogue.db`, or an `events.db`, that nobody has open.
public final class Damage {
  private static final String CATALOGUE = "catalogue.db";

  private Damage() {}

  /// Breaks off the JSON of one title.
  public static void row(Path folder, int key) {
    try (Connection connection = open(folder.resolve(CATALOGUE));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE title SET body = substr(body, 1, 12) WHERE title_key = " + key);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Overwrites the page at which a table of the catalogue begins.
  public static void rootPage(Path folder, String table) throws IOException {
    rootPageOf(folder.resolve(CATALOGUE), table);
  }

  /// Overwrites the page at which a table, or an index, of a database begins.
  public static void rootPageOf(Path database, String table) throws IOException {
    long page;
    int size;
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      page =
          number(
              statement.executeQuery(
                  "SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'"));
      size = (int) number(statement.executeQuery("PRAGMA page_size"));
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    byte[] garbage = new byte[size];
    Arrays.fill(garbage, (byte) 0x5a);
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.seek((page - 1) * size);
      file.write(garbage);
    }
  }

  private static Connection open(Path database) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  private static long number(ResultSet rows) throws SQLException {
    try (rows) {
      if (!rows.next()) throw new SQLException("no row");
      return rows.getLong(1);
    }
  }
}
