package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.json.InvalidJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Merges in a [Database]: each is one piece of work of its writer, so one commit.
final class JdbcMergeStore implements MergeStore {
  /// An id and every id that was merged into it, at any remove.
  private static final String WITH_PARTS =
      """
      WITH RECURSIVE part (id) AS (
        SELECT CAST(? AS TEXT) UNION SELECT m.id FROM merged_title m JOIN part ON m.merged_into = part.id)
      """;

  private final Database database;

  JdbcMergeStore(Database database) {
    this.database = database;
  }

  @Override
  public CompletableFuture<Outcome> merge(
      TitleId kept, TitleId dropped, @Nullable Long expectedSeq) {
    return database.submit(1, handle -> merge(handle, kept, dropped, expectedSeq));
  }

  @Override
  public CompletableFuture<Outcome> split(TitleId dropped, @Nullable Long expectedSeq) {
    return database.submit(1, handle -> split(handle, dropped, expectedSeq));
  }

  /// A title as an id leads to it.
  ///
  /// @param id its own id
  private record Found(TitleKey key, String id, String body, long seq) {
    boolean isUnder(TitleId asked) {
      return id.equals(asked.value());
    }
  }

  private static Outcome merge(
      Handle handle, TitleId keptId, TitleId droppedId, @Nullable Long expectedSeq)
      throws SQLException {
    Found kept = find(handle, keptId).orElse(null);
    if (kept == null) return new Outcome(Result.UNKNOWN_KEPT, 0);
    Found dropped = find(handle, droppedId).orElse(null);
    if (dropped == null) return new Outcome(Result.UNKNOWN_DROPPED, 0);
    boolean redirect = !dropped.isUnder(droppedId);
    if (kept.key().equals(dropped.key())) {
      return redirect && kept.isUnder(keptId)
          ? new Outcome(Result.UNCHANGED, kept.seq())
          : new Outcome(Result.SAME_TITLE, 0);
    }
    if (redirect) return new Outcome(Result.MERGED_ELSEWHERE, 0);
    if (expectedSeq != null && expectedSeq != kept.seq())
      return new Outcome(Result.CONFLICT, kept.seq());
    if (isPart(kept, dropped) || isPart(dropped, kept)) return new Outcome(Result.RELATED, 0);

    MergedTitles merged = new MergedTitles(handle.getConnection());
    int position =
        handle
            .select(
                "SELECT coalesce(max(position), 0) + 1 FROM merged_title WHERE title_key = ?",
                kept.key().value())
            .mapTo(Integer.class)
            .one();
    merged.update(
        "UPDATE merged_title SET title_key = ?, position = position + ? WHERE title_key = ?",
        kept.key().value(),
        position,
        dropped.key().value());
    merged.update(
        """
        INSERT INTO merged_title (id, title_key, own_key, merged_into, position, body, profile,
          source, created_at, updated_at)
        SELECT t.id, ?, t.title_key, ?, ?, t.body, p.body, t.source, t.created_at, t.updated_at
        FROM title t LEFT JOIN profile p ON p.title_key = t.title_key
        WHERE t.title_key = ?\
        """,
        kept.key().value(),
        kept.id(),
        position,
        dropped.key().value());
    merged.update("DELETE FROM title WHERE title_key = ?", dropped.key().value());
    redirect(merged, dropped.id(), kept.key());
    merged.append(dropped.key(), Change.Op.DELETE);
    return new Outcome(Result.MERGED, merged.append(kept.key(), Change.Op.PUT));
  }

  private static Outcome split(Handle handle, TitleId id, @Nullable Long expectedSeq)
      throws SQLException {
    Found kept = find(handle, id).orElse(null);
    if (kept == null) return new Outcome(Result.UNKNOWN_KEPT, 0);
    if (kept.isUnder(id)) return new Outcome(Result.NOT_MERGED, 0);
    if (expectedSeq != null && expectedSeq != kept.seq())
      return new Outcome(Result.CONFLICT, kept.seq());

    MergedTitles merged = new MergedTitles(handle.getConnection());
    TitleKey own =
        new TitleKey(
            handle
                .select("SELECT own_key FROM merged_title WHERE id = ?", id.value())
                .mapTo(Integer.class)
                .one());
    merged.update(
        """
        INSERT INTO title (title_key, id, body, source, created_at, updated_at)
        SELECT own_key, id, body, source, created_at, updated_at FROM merged_title WHERE id = ?\
        """,
        id.value());
    merged.update(
        """
        INSERT INTO profile (title_key, kind, body, updated_at)
        SELECT own_key, ?, profile, updated_at FROM merged_title
        WHERE id = ? AND profile IS NOT NULL\
        """,
        profileKind(handle, id),
        id.value());
    redirect(merged, id.value(), own);
    merged.update(
        WITH_PARTS
            + "UPDATE merged_title SET title_key = ? WHERE id IN (SELECT id FROM part) AND id <> ?",
        id.value(),
        own.value(),
        id.value());
    merged.update("DELETE FROM merged_title WHERE id = ?", id.value());
    merged.append(kept.key(), Change.Op.PUT);
    return new Outcome(Result.SPLIT, merged.append(own, Change.Op.PUT));
  }

  /// Leads an id, and all that was merged into it, to a title.
  private static void redirect(MergedTitles merged, String id, TitleKey key) throws SQLException {
    merged.update(
        WITH_PARTS
            + """
            UPDATE external_id SET title_key = ? WHERE external_id IN (SELECT id FROM part)\
            """,
        id,
        key.value());
  }

  private static String profileKind(Handle handle, TitleId id) {
    return handle
        .createQuery("SELECT profile FROM merged_title WHERE id = :id AND profile IS NOT NULL")
        .bind("id", id.value())
        .map((row, _) -> StoredJson.profileKind(row.getString("profile")))
        .findOne()
        .orElse("");
  }

  private static Optional<Found> find(Handle handle, TitleId id) {
    return handle
        .createQuery(
            """
            SELECT t.title_key, t.id, t.body, c.seq FROM external_id e
            JOIN title t ON t.title_key = e.title_key
            JOIN change c ON c.title_key = e.title_key
            WHERE e.external_id = :id\
            """)
        .bind("id", id.value())
        .map((row, _) ->
            new Found(
                new TitleKey(row.getInt("title_key")),
                row.getString("id"),
                row.getString("body"),
                row.getLong("seq")))
        .findOne();
  }

  private static boolean isPart(Found part, Found whole) {
    try {
      Title title = StoredJson.title(part.body());
      TitleId of = new TitleId(whole.id());
      return of.equals(title.parentId()) || of.equals(title.editionOf());
    } catch (InvalidJsonException e) {
      throw new UncheckedIOException(
          new IOException("the row of title " + part.key().value() + " is damaged", e));
    }
  }
}
