package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.catalogue.duplicates.OtherTitle;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Applies title writes on the writer's connection. Plain JDBC with statements prepared once: this
/// is the inner loop of every import. Used by the writer thread only.
final class TitleWriter implements AutoCloseable {
  /// A write with its JSON made already, by the caller's thread.
  ///
  /// @param body the title, of a put
  /// @param profile the profile, of a put that has one and of a profile
  record Prepared(TitleWrite write, @Nullable String body, @Nullable String profile) {
    static Prepared of(TitleWrite write) {
      return switch (write) {
        case TitleWrite.Put put ->
            new Prepared(put, StoredJson.write(put.title()), profile(put.profile()));
        case TitleWrite.Delete delete -> new Prepared(delete, null, null);
        case TitleWrite.Link link -> new Prepared(link, null, null);
        case TitleWrite.SetProfile set -> new Prepared(set, null, profile(set.profile()));
      };
    }

    int weight() {
      return 200 + (body == null ? 0 : body.length()) + (profile == null ? 0 : profile.length());
    }

    private static @Nullable String profile(@Nullable ContentProfile profile) {
      return profile == null ? null : StoredJson.write(profile);
    }
  }

  /// What the store holds under an id.
  ///
  /// @param id the title's own id, another than the one asked for when that was merged
  /// @param body null when the title was deleted
  private record Existing(
      TitleKey key,
      @Nullable String id,
      @Nullable String body,
      @Nullable String source,
      @Nullable String profile,
      long changeSeq) {
    boolean isTitle() {
      return body != null;
    }

    /// The version a writer may expect; deleted titles have none.
    long seq() {
      return isTitle() ? changeSeq : TitleWrite.ABSENT;
    }
  }

  private final PreparedStatement find;
  private final PreparedStatement insertTitle;
  private final PreparedStatement insertTitleAgain;
  private final PreparedStatement insertId;
  private final PreparedStatement updateTitle;
  private final PreparedStatement updateSource;
  private final PreparedStatement deleteTitle;
  private final PreparedStatement putProfile;
  private final PreparedStatement deleteChange;
  private final PreparedStatement insertChange;

  private final MergedTitles merged;
  private final LinkedIds linked;

  TitleWriter(Connection connection) throws SQLException {
    merged = new MergedTitles(connection);
    linked = new LinkedIds(connection);
    find =
        connection.prepareStatement(
            """
            SELECT e.title_key, t.id, t.body, t.source, p.body, c.seq
            FROM external_id e
            LEFT JOIN title t ON t.title_key = e.title_key
            LEFT JOIN profile p ON p.title_key = e.title_key
            LEFT JOIN change c ON c.title_key = e.title_key
            WHERE e.external_id = ?\
            """);
    insertTitle =
        connection.prepareStatement(
            """
            INSERT INTO title (id, body, source, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?) RETURNING title_key\
            """);
    insertTitleAgain =
        connection.prepareStatement(
            """
            INSERT INTO title (id, body, source, created_at, updated_at, title_key)
            VALUES (?, ?, ?, ?, ?, ?)\
            """);
    insertId =
        connection.prepareStatement(
            "INSERT INTO external_id (external_id, title_key) VALUES (?, ?)");
    updateTitle =
        connection.prepareStatement(
            "UPDATE title SET body = ?, source = ?, updated_at = ? WHERE title_key = ?");
    updateSource = connection.prepareStatement("UPDATE title SET source = ? WHERE title_key = ?");
    deleteTitle = connection.prepareStatement("DELETE FROM title WHERE title_key = ?");
    putProfile =
        connection.prepareStatement(
            """
            INSERT INTO profile (title_key, kind, body, updated_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (title_key) DO UPDATE
            SET kind = excluded.kind, body = excluded.body, updated_at = excluded.updated_at\
            """);
    deleteChange = connection.prepareStatement("DELETE FROM change WHERE title_key = ?");
    insertChange =
        connection.prepareStatement(
            "INSERT INTO change (title_key, op) VALUES (?, ?) RETURNING seq");
  }

  /// Applies one write.
  ///
  /// @param now milliseconds since the epoch
  Outcome apply(Prepared prepared, long now) throws SQLException {
    Outcome outcome = applyAlone(prepared, now);
    return prepared.write() instanceof TitleWrite.Put put
            && put.mergedInto() != null
            && outcome.result() != Result.CONFLICT
            && outcome.result() != Result.TAKEN
        ? merged.join(put.id(), put.mergedInto(), outcome)
        : outcome;
  }

  private Outcome applyAlone(Prepared prepared, long now) throws SQLException {
    TitleWrite write = prepared.write();
    Existing existing = find(write);
    long seq = existing == null ? TitleWrite.ABSENT : existing.seq();
    Long expected = write.expectedSeq();
    if (expected != null && expected != seq) return new Outcome(Result.CONFLICT, seq);
    if (existing != null && existing.id() != null && !existing.id().equals(write.id().value())) {
      return write instanceof TitleWrite.Put put && put.sparesOthers() && merged.isOther(put)
          ? new Outcome(Result.TAKEN, seq)
          : merged.apply(prepared, existing.key(), seq, now);
    }
    return switch (write) {
      case TitleWrite.Put put -> put(put, prepared, existing, now);
      case TitleWrite.Delete _ -> delete(existing);
      case TitleWrite.SetProfile set -> setProfile(set, prepared, existing, now);
      case TitleWrite.Link link -> linked.link(link, now);
    };
  }

  private Outcome put(TitleWrite.Put put, Prepared prepared, @Nullable Existing existing, long now)
      throws SQLException {
    String body = Objects.requireNonNull(prepared.body());
    if (existing == null || !existing.isTitle()) {
      TitleKey key =
          existing == null ? create(put, body, now) : createAgain(put, body, existing.key(), now);
      putProfile(key, put.profile(), prepared.profile(), now);
      return new Outcome(Result.CREATED, append(key, Change.Op.PUT, existing));
    }
    TitleKey key = existing.key();
    boolean sameProfile =
        prepared.profile() == null || prepared.profile().equals(existing.profile());
    if (sameProfile && body.equals(existing.body())) {
      if (!put.source().equals(existing.source())) {
        updateSource.setString(1, put.source());
        updateSource.setInt(2, key.value());
        updateSource.executeUpdate();
      }
      return new Outcome(Result.UNCHANGED, existing.changeSeq());
    }
    if (put.sparesOthers() && isOther(existing.body(), existing.source(), put))
      return new Outcome(Result.TAKEN, existing.changeSeq());
    updateTitle.setString(1, body);
    updateTitle.setString(2, put.source());
    updateTitle.setLong(3, now);
    updateTitle.setInt(4, key.value());
    updateTitle.executeUpdate();
    if (!sameProfile) putProfile(key, put.profile(), prepared.profile(), now);
    return new Outcome(Result.REPLACED, append(key, Change.Op.PUT, existing));
  }

  /// Whether what is stored of an id is of a plainly other title, of another source.
  static boolean isOther(@Nullable String body, @Nullable String source, TitleWrite.Put put) {
    if (body == null || put.source().equals(source)) return false;
    try {
      return OtherTitle.isPlain(StoredJson.title(body), put.title());
    } catch (InvalidJsonException e) { // a damaged row, which this write mends
      return false;
    }
  }

  private Outcome delete(@Nullable Existing existing) throws SQLException {
    if (existing == null || !existing.isTitle()) {
      return new Outcome(Result.MISSING, TitleWrite.ABSENT);
    }
    deleteTitle.setInt(1, existing.key().value());
    deleteTitle.executeUpdate();
    merged.free(existing.key());
    return new Outcome(Result.DELETED, append(existing.key(), Change.Op.DELETE, existing));
  }

  private Outcome setProfile(
      TitleWrite.SetProfile set, Prepared prepared, @Nullable Existing existing, long now)
      throws SQLException {
    if (existing == null || !existing.isTitle()) {
      return new Outcome(Result.MISSING, TitleWrite.ABSENT);
    }
    if (Objects.equals(prepared.profile(), existing.profile())) {
      return new Outcome(Result.UNCHANGED, existing.changeSeq());
    }
    putProfile(existing.key(), set.profile(), prepared.profile(), now);
    return new Outcome(Result.REPLACED, append(existing.key(), Change.Op.PUT, existing));
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        List.of(
            find,
            insertTitle,
            insertTitleAgain,
            insertId,
            updateTitle,
            updateSource,
            deleteTitle,
            putProfile,
            deleteChange,
            insertChange)) {
      statement.close();
    }
  }

  private @Nullable Existing find(TitleWrite write) throws SQLException {
    find.setString(1, write.id().value());
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) return null;
      return new Existing(
          new TitleKey(row.getInt(1)),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getLong(6));
    }
  }

  private TitleKey create(TitleWrite.Put put, String body, long now) throws SQLException {
    bindTitle(insertTitle, put, body, now);
    TitleKey key;
    try (ResultSet row = insertTitle.executeQuery()) {
      if (!row.next()) throw new SQLException("no key for " + put.id());
      key = new TitleKey(Math.toIntExact(row.getLong(1)));
    }
    insertId.setString(1, put.id().value());
    insertId.setInt(2, key.value());
    insertId.executeUpdate();
    return key;
  }

  private TitleKey createAgain(TitleWrite.Put put, String body, TitleKey key, long now)
      throws SQLException {
    bindTitle(insertTitleAgain, put, body, now);
    insertTitleAgain.setInt(6, key.value());
    insertTitleAgain.executeUpdate();
    return key;
  }

  private static void bindTitle(PreparedStatement insert, TitleWrite.Put put, String body, long now)
      throws SQLException {
    insert.setString(1, put.id().value());
    insert.setString(2, body);
    insert.setString(3, put.source());
    insert.setLong(4, now);
    insert.setLong(5, now);
  }

  private void putProfile(
      TitleKey key, @Nullable ContentProfile profile, @Nullable String body, long now)
      throws SQLException {
    if (profile == null) return;
    putProfile.setInt(1, key.value());
    putProfile.setString(2, Json.name(profile.source().kind()));
    putProfile.setString(3, body);
    putProfile.setLong(4, now);
    putProfile.executeUpdate();
  }

  private long append(TitleKey key, Change.Op op, @Nullable Existing existing) throws SQLException {
    if (existing != null) {
      deleteChange.setInt(1, key.value());
      deleteChange.executeUpdate();
    }
    insertChange.setInt(1, key.value());
    insertChange.setString(2, op.name());
    try (ResultSet row = insertChange.executeQuery()) {
      if (!row.next()) throw new SQLException("no seq for the change of title " + key.value());
      return row.getLong(1);
    }
  }
}
