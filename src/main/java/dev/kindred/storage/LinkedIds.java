package dev.kindred.storage;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.storage.MergedTitles.Found;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Ids without facts that stand for titles, on one connection: rows of merged titles that hold no
/// title, so that merges, splits and deletes take them along. Used by one thread.
final class LinkedIds {
  /// The source of such rows.
  private static final String LINKS = "links";

  private final Connection connection;
  private final MergedTitles merged;

  LinkedIds(Connection connection) {
    this.connection = connection;
    this.merged = new MergedTitles(connection);
  }

  /// Makes an id without facts stand for a title. The index holds titles under their own ids alone,
  /// so nothing changes there.
  Outcome link(TitleWrite.Link link, long now) throws SQLException {
    Found kept = merged.find(link.of()).orElse(null);
    if (kept == null) return new Outcome(Result.NOT_JOINED, TitleWrite.ABSENT);
    String id = link.id().value();
    Known known = known(id);
    if (known != null && known.key() == kept.key().value())
      return new Outcome(Result.UNCHANGED, kept.seq());
    if (known != null && known.hasFacts()) return new Outcome(Result.NOT_JOINED, kept.seq());
    boolean anew = known != null && known.linked();
    if (anew) unlink(link.id());
    merged.update(
        """
        INSERT INTO merged_title (id, title_key, own_key, merged_into, position, source,
          created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        id,
        kept.key().value(),
        known == null ? null : known.ownKey(),
        link.of().value(),
        merged.nextPosition(kept.key()),
        LINKS,
        now,
        now);
    merged.update(
        """
        INSERT INTO external_id (external_id, title_key) VALUES (?, ?)
        ON CONFLICT (external_id) DO UPDATE SET title_key = excluded.title_key\
        """,
        id,
        kept.key().value());
    return new Outcome(anew ? Result.REPLACED : Result.CREATED, kept.seq());
  }

  /// What an id is before it is linked.
  ///
  /// @param key of the title it leads to
  /// @param linked whether it is an id without facts
  /// @param hasFacts whether it is a title's own, or merged
  /// @param ownKey of the title it once was, which was deleted
  private record Known(int key, boolean linked, boolean hasFacts, @Nullable Integer ownKey) {}

  private @Nullable Known known(String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT e.title_key, m.id IS NOT NULL AND m.body IS NULL, t.title_key IS NOT NULL, m.own_key
            FROM external_id e
            LEFT JOIN title t ON t.title_key = e.title_key
            LEFT JOIN merged_title m ON m.id = e.external_id
            WHERE e.external_id = ?\
            """)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) return null;
        int key = row.getInt(1);
        boolean linked = row.getBoolean(2);
        boolean exists = row.getBoolean(3);
        Integer before = row.getObject(4) == null ? null : row.getInt(4);
        return new Known(key, linked, exists && !linked, linked || exists ? before : (Integer) key);
      }
    }
  }

  boolean hasFacts(TitleId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM merged_title WHERE id = ? AND body IS NOT NULL")) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Makes an id without facts mean nothing again, or the title it once was, which was deleted.
  void unlink(TitleId id) throws SQLException {
    merged.update(
        """
        UPDATE merged_title SET merged_into =
          (SELECT m.merged_into FROM merged_title m WHERE m.id = merged_title.merged_into)
        WHERE merged_into = ?\
        """,
        id.value());
    merged.update(
        """
        UPDATE external_id SET title_key =
          (SELECT m.own_key FROM merged_title m WHERE m.id = external_id.external_id)
        WHERE external_id = (SELECT id FROM merged_title WHERE id = ? AND own_key IS NOT NULL)\
        """,
        id.value());
    merged.update(
        """
        DELETE FROM external_id
        WHERE external_id = (SELECT id FROM merged_title WHERE id = ? AND own_key IS NULL)\
        """,
        id.value());
    merged.update("DELETE FROM merged_title WHERE id = ?", id.value());
  }
}
