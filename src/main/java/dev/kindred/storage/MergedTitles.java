package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.MergeRule;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.storage.TitleWriter.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The facts of titles that were merged into others, on one connection: what a read adds to the
/// kept title, and what a write under a merged id changes. Statements are made where they are used:
/// merged titles are few. Used by one thread.
final class MergedTitles {
  private final Connection connection;

  MergedTitles(Connection connection) {
    this.connection = connection;
  }

  /// The title with what was merged into it.
  ///
  /// @throws InvalidJsonException when a row was damaged
  StoredTitle unite(StoredTitle own) throws SQLException {
    List<Title> merged = new ArrayList<>();
    ContentProfile profile = own.profile();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT body, profile FROM merged_title WHERE title_key = ? ORDER BY position")) {
      select.setInt(1, own.key().value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          merged.add(StoredJson.title(row.getString(1)));
          String more = row.getString(2);
          if (more != null) profile = MergeRule.better(profile, StoredJson.profile(more));
        }
      }
    }
    return new StoredTitle(
        own.key(), MergeRule.unite(own.title(), merged), profile, own.source(), own.seq());
  }

  /// Applies a write under an id that was merged.
  ///
  /// @param kept the title it was merged into
  /// @param seq the version of that title
  Outcome apply(Prepared prepared, TitleKey kept, long seq, long now) throws SQLException {
    return switch (prepared.write()) {
      case TitleWrite.Delete _ -> new Outcome(Result.REDIRECTED, seq);
      case TitleWrite.Put put ->
          change(
              put.id().value(),
              Objects.requireNonNull(prepared.body()),
              prepared.profile(),
              put.source(),
              kept,
              seq,
              now);
      case TitleWrite.SetProfile set ->
          change(set.id().value(), null, prepared.profile(), null, kept, seq, now);
    };
  }

  /// Gives the ids merged into a title that was deleted the keys they had.
  void free(TitleKey kept) throws SQLException {
    update(
        """
        UPDATE external_id SET title_key =
          (SELECT m.own_key FROM merged_title m WHERE m.id = external_id.external_id)
        WHERE external_id IN (SELECT id FROM merged_title WHERE title_key = ?)\
        """,
        kept.value());
    update("DELETE FROM merged_title WHERE title_key = ?", kept.value());
  }

  /// Appends the latest change of a title.
  ///
  /// @return its seq
  long append(TitleKey key, Change.Op op) throws SQLException {
    update("DELETE FROM change WHERE title_key = ?", key.value());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO change (title_key, op) VALUES (?, ?) RETURNING seq")) {
      insert.setInt(1, key.value());
      insert.setString(2, op.name());
      try (ResultSet row = insert.executeQuery()) {
        if (!row.next()) throw new SQLException("no seq for the change of title " + key.value());
        return row.getLong(1);
      }
    }
  }

  /// Runs one statement.
  ///
  /// @return how many rows it changed
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
      return statement.executeUpdate();
    }
  }

  /// @param body null leaves it, as does a null profile and a null source
  private Outcome change(
      String id,
      @Nullable String body,
      @Nullable String profile,
      @Nullable String source,
      TitleKey kept,
      long seq,
      long now)
      throws SQLException {
    int same =
        update(
            """
            UPDATE merged_title SET source = coalesce(?, source)
            WHERE id = ? AND body = coalesce(?, body)
              AND (CAST(? AS TEXT) IS NULL OR coalesce(profile, '') = ?)\
            """,
            source,
            id,
            body,
            profile,
            profile);
    if (same > 0) return new Outcome(Result.UNCHANGED, seq);
    int changed =
        update(
            """
            UPDATE merged_title
            SET body = coalesce(?, body), profile = coalesce(?, profile),
              source = coalesce(?, source), updated_at = ?
            WHERE id = ?\
            """,
            body,
            profile,
            source,
            now,
            id);
    if (changed == 0) throw new SQLException("no facts are kept of the merged id " + id);
    return new Outcome(Result.REPLACED, append(kept, Change.Op.PUT));
  }
}
