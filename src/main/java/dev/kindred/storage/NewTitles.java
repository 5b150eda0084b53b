package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.json.Json;
import dev.kindred.storage.TitleWriter.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Creates titles many at a time, which is what the first import of a file consists of: the rows of
/// titles as one JDBC batch, their ids and changes by one statement each, a third of the time of
/// title by title. Used by the writer thread only.
final class NewTitles implements AutoCloseable {
  private static final int IDS_PER_QUERY = 250;

  private final PreparedStatement known;
  private final PreparedStatement lastKey;
  private final PreparedStatement insertTitle;
  private final PreparedStatement insertIds;
  private final PreparedStatement insertChanges;
  private final PreparedStatement created;
  private final PreparedStatement insertProfile;

  NewTitles(Connection connection) throws SQLException {
    known =
        connection.prepareStatement(
            "SELECT external_id FROM external_id WHERE external_id IN ("
                + String.join(",", Collections.nCopies(IDS_PER_QUERY, "?"))
                + ")");
    lastKey = connection.prepareStatement("SELECT coalesce(max(title_key), 0) FROM title");
    insertTitle =
        connection.prepareStatement(
            """
            INSERT INTO title (id, body, source, created_at, updated_at) VALUES (?, ?, ?, ?, ?)\
            """);
    insertIds =
        connection.prepareStatement(
            """
            INSERT INTO external_id (external_id, title_key)
            SELECT id, title_key FROM title WHERE title_key > ?\
            """);
    insertChanges =
        connection.prepareStatement(
            "INSERT INTO change (title_key, op) SELECT title_key, '"
                + Change.Op.PUT
                + "' FROM title WHERE title_key > ? ORDER BY title_key");
    created =
        connection.prepareStatement(
            """
            SELECT t.title_key, t.id, c.seq FROM title t
            JOIN change c ON c.title_key = t.title_key
            WHERE t.title_key > ? ORDER BY t.title_key\
            """);
    insertProfile =
        connection.prepareStatement(
            "INSERT INTO profile (title_key, kind, body, updated_at) VALUES (?, ?, ?, ?)");
  }

  /// The ids among those of `writes` that lead to a title or ever did.
  Set<String> known(List<Prepared> writes) throws SQLException {
    Set<String> found = HashSet.newHashSet(writes.size());
    for (int from = 0; from < writes.size(); from += IDS_PER_QUERY) {
      for (int i = 0; i < IDS_PER_QUERY; i++) {
        // What is missing to a full query is filled up with an id that is asked for anyway.
        Prepared write = writes.get(Math.min(from + i, writes.size() - 1));
        known.setString(i + 1, write.write().id().value());
      }
      try (ResultSet rows = known.executeQuery()) {
        while (rows.next()) found.add(rows.getString(1));
      }
    }
    return found;
  }

  /// Creates one title a put; outcomes in the same order.
  ///
  /// @param puts of ids that differ from each other and that no title ever had
  /// @param now milliseconds since the epoch
  List<Outcome> create(List<Prepared> puts, long now) throws SQLException {
    int before = lastKey();
    for (Prepared prepared : puts) {
      TitleWrite.Put put = put(prepared);
      insertTitle.setString(1, put.id().value());
      insertTitle.setString(2, prepared.body());
      insertTitle.setString(3, put.source());
      insertTitle.setLong(4, now);
      insertTitle.setLong(5, now);
      insertTitle.addBatch();
    }
    insertTitle.executeBatch();
    insertIds.setInt(1, before);
    insertIds.executeUpdate();
    insertChanges.setInt(1, before);
    insertChanges.executeUpdate();
    return outcomes(puts, before, now);
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        List.of(known, lastKey, insertTitle, insertIds, insertChanges, created, insertProfile))
      statement.close();
  }

  private int lastKey() throws SQLException {
    try (ResultSet row = lastKey.executeQuery()) {
      if (!row.next()) throw new SQLException("no last key");
      return row.getInt(1);
    }
  }

  private List<Outcome> outcomes(List<Prepared> puts, int before, long now) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>(puts.size());
    boolean profiles = false;
    created.setInt(1, before);
    try (ResultSet rows = created.executeQuery()) {
      for (Prepared prepared : puts) {
        String id = prepared.write().id().value();
        if (!rows.next() || !id.equals(rows.getString(2)))
          throw new SQLException("title " + id + " got no key in its turn");
        outcomes.add(new Outcome(Result.CREATED, rows.getLong(3)));
        ContentProfile profile = put(prepared).profile();
        if (profile == null) continue;
        profiles = true;
        insertProfile.setInt(1, rows.getInt(1));
        insertProfile.setString(2, Json.name(profile.source().kind()));
        insertProfile.setString(3, Objects.requireNonNull(prepared.profile()));
        insertProfile.setLong(4, now);
        insertProfile.addBatch();
      }
    }
    if (profiles) insertProfile.executeBatch();
    return outcomes;
  }

  private static TitleWrite.Put put(Prepared prepared) {
    return (TitleWrite.Put) prepared.write();
  }
}
