package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.MergeRule;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The facts of titles that were merged into others, on one connection: what a read adds to the
/// kept title, and what a write under a merged id changes. Statements are made where they are used:
/// merged titles are few. Used by one thread.
final class MergedTitles {
  /// An id and every id that was merged into it, at any remove.
  static final String WITH_PARTS =
      """
      WITH RECURSIVE part (id) AS (
        SELECT CAST(? AS TEXT) UNION SELECT m.id FROM merged_title m JOIN part ON m.merged_into = part.id)
      """;

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
            """
            SELECT body, profile FROM merged_title
            WHERE title_key = ? AND body IS NOT NULL ORDER BY position\
            """)) {
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

  /// A title as an id leads to it.
  ///
  /// @param id its own id
  record Found(TitleKey key, String id, String body, long seq) {
    boolean isUnder(TitleId asked) {
      return id.equals(asked.value());
    }
  }

  Optional<Found> find(TitleId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT t.title_key, t.id, t.body, c.seq FROM external_id e
            JOIN title t ON t.title_key = e.title_key
            JOIN change c ON c.title_key = e.title_key
            WHERE e.external_id = ?\
            """)) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) return Optional.empty();
        return Optional.of(
            new Found(
                new TitleKey(row.getInt(1)), row.getString(2), row.getString(3), row.getLong(4)));
      }
    }
  }

  /// Whether one is the other's parent, or the edition of it.
  static boolean areRelated(Found one, Found other) {
    return isPart(one, other) || isPart(other, one);
  }

  /// Makes one title a part of another, with all that was merged into it.
  ///
  /// @param into the id of `kept` that was asked for
  /// @return the version of the kept title
  long merge(Found kept, String into, Found dropped) throws SQLException {
    int position = nextPosition(kept.key());
    update(
        "UPDATE merged_title SET title_key = ?, position = position + ? WHERE title_key = ?",
        kept.key().value(),
        position,
        dropped.key().value());
    update(
        """
        INSERT INTO merged_title (id, title_key, own_key, merged_into, position, body, profile,
          source, created_at, updated_at)
        SELECT t.id, ?, t.title_key, ?, ?, t.body, p.body, t.source, t.created_at, t.updated_at
        FROM title t LEFT JOIN profile p ON p.title_key = t.title_key
        WHERE t.title_key = ?\
        """,
        kept.key().value(),
        into,
        position,
        dropped.key().value());
    update("DELETE FROM title WHERE title_key = ?", dropped.key().value());
    redirect(dropped.id(), kept.key());
    append(dropped.key(), Change.Op.DELETE);
    return append(kept.key(), Change.Op.PUT);
  }

  /// Merges a title that was just put into the one that it belongs to.
  ///
  /// @param put what became of the put
  Outcome join(TitleId id, TitleId into, Outcome put) throws SQLException {
    Found kept = find(into).orElse(null);
    Found own = find(id).orElseThrow(() -> new SQLException("title " + id + " was not written"));
    if (kept != null && kept.key().equals(own.key())) return put;
    if (kept == null || !own.isUnder(id) || areRelated(kept, own))
      return new Outcome(Result.NOT_JOINED, put.seq());
    long seq = merge(kept, into.value(), own);
    return new Outcome(put.result() == Result.CREATED ? Result.CREATED : Result.REPLACED, seq);
  }

  /// Makes an id that has facts a title of its own, with what was merged into it, under the key it
  /// had, or a new one when it had none.
  TitleKey split(TitleId id) throws SQLException {
    TitleKey own;
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO title (title_key, id, body, source, created_at, updated_at)
            SELECT own_key, id, body, source, created_at, updated_at FROM merged_title WHERE id = ?
            RETURNING title_key\
            """)) {
      insert.setString(1, id.value());
      try (ResultSet row = insert.executeQuery()) {
        if (!row.next()) throw new SQLException("no facts are kept of the merged id " + id);
        own = new TitleKey(row.getInt(1));
      }
    }
    String profile = profile(id);
    if (profile != null)
      update(
          """
          INSERT INTO profile (title_key, kind, body, updated_at)
          SELECT ?, ?, profile, updated_at FROM merged_title WHERE id = ?\
          """,
          own.value(),
          StoredJson.profileKind(profile),
          id.value());
    redirect(id.value(), own);
    update(
        WITH_PARTS
            + "UPDATE merged_title SET title_key = ? WHERE id IN (SELECT id FROM part) AND id <> ?",
        id.value(),
        own.value(),
        id.value());
    update("DELETE FROM merged_title WHERE id = ?", id.value());
    return own;
  }

  private @Nullable String profile(TitleId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT profile FROM merged_title WHERE id = ?")) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /// Whether the id of a put was merged as that of a plainly other title, of another source.
  boolean isOther(TitleWrite.Put put) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body, source FROM merged_title WHERE id = ?")) {
      select.setString(1, put.id().value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && TitleWriter.isOther(row.getString(1), row.getString(2), put);
      }
    }
  }

  /// Leads an id, and all that was merged into it, to a title.
  void redirect(String id, TitleKey key) throws SQLException {
    update(
        WITH_PARTS
            + """
            UPDATE external_id SET title_key = ? WHERE external_id IN (SELECT id FROM part)\
            """,
        id,
        key.value());
  }

  /// Applies a write under an id that was merged.
  ///
  /// @param kept the title it was merged into
  /// @param seq the version of that title
  Outcome apply(Prepared prepared, TitleKey kept, long seq, long now) throws SQLException {
    return switch (prepared.write()) {
      case TitleWrite.Delete _ -> new Outcome(Result.REDIRECTED, seq);
      case TitleWrite.Link link -> new LinkedIds(connection).link(link, now);
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

  /// Gives the ids merged into a title that was deleted the keys they had; one that had none is
  /// unknown again.
  void free(TitleKey kept) throws SQLException {
    update(
        """
        UPDATE external_id SET title_key =
          (SELECT m.own_key FROM merged_title m WHERE m.id = external_id.external_id)
        WHERE external_id IN (
          SELECT id FROM merged_title WHERE title_key = ? AND own_key IS NOT NULL)\
        """,
        kept.value());
    update(
        """
        DELETE FROM external_id WHERE external_id IN (
          SELECT id FROM merged_title WHERE title_key = ? AND own_key IS NULL)\
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

  int nextPosition(TitleKey kept) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(position), 0) + 1 FROM merged_title WHERE title_key = ?")) {
      select.setInt(1, kept.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 1;
      }
    }
  }

  private static boolean isPart(Found part, Found whole) {
    try {
      Title title = StoredJson.title(part.body());
      TitleId of = new TitleId(whole.id());
      return of.equals(title.parentId()) || of.equals(title.editionOf());
    } catch (InvalidJsonException e) {
      throw new DamagedTitleException(part.key(), e);
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
            WHERE id = ? AND coalesce(CAST(? AS TEXT), body) IS NOT NULL\
            """,
            body,
            profile,
            source,
            now,
            id,
            body);
    if (changed == 0 && body == null) return new Outcome(Result.MISSING, TitleWrite.ABSENT);
    if (changed == 0) throw new SQLException("no facts are kept of the merged id " + id);
    return new Outcome(Result.REPLACED, append(kept, Change.Op.PUT));
  }
}
