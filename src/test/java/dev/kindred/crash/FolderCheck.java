package dev.kindred.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// Looks at a data folder that nobody uses: nothing is left over, and store and index pass the
/// checks of SQLite and Lucene themselves.
final class FolderCheck {
  private static final List<String> LEFT_OVER =
      List.of(".tmp", ".upload", ".building", ".deleted", ".part", ".partial");

  private FolderCheck() {}

  static List<String> faults(Path folder) throws IOException {
    List<String> faults = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (LEFT_OVER.stream().anyMatch(name::endsWith) && !isIndex(file))
          faults.add("left over: " + folder.relativize(file));
      }
    }
    String store = store(folder.resolve("catalogue.db"));
    if (!store.equals("ok")) faults.add("the store: " + store);
    Path generations = folder.resolve("generations");
    String active = Files.readString(generations.resolve("ACTIVE")).strip();
    try (Directory lucene = FSDirectory.open(generations.resolve(active).resolve("lucene"));
        CheckIndex check = new CheckIndex(lucene)) {
      if (!check.checkIndex().clean) faults.add("the index of generation " + active + " is broken");
    }
    return faults;
  }

  /// Lucene deletes what it left over when it opens the index for writing.
  private static boolean isIndex(Path file) {
    return String.valueOf(file.getParent()).endsWith("lucene");
  }

  private static String store(Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
      return rows.next() ? rows.getString(1) : "no answer";
    } catch (SQLException e) {
      return e.toString();
    }
  }
}
