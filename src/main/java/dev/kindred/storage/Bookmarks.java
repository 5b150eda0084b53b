package dev.kindred.storage;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The bookmarks of a database, within a transaction of the caller.
final class Bookmarks {
  private static final String LAST_SEQ = "(SELECT coalesce(max(seq), 0) FROM change)";

  private Bookmarks() {}

  static Optional<Bookmark> find(Handle handle, String name) {
    return handle
        .select("SELECT * FROM bookmark WHERE name = ?", name)
        .map((row, _) -> bookmark(row))
        .findOne();
  }

  /// Sets it to a position of 0, whether it was there or not.
  static int begin(Handle handle, String name, String note) {
    return handle.execute(
        """
        INSERT INTO bookmark (name, position, written, unchanged, seq, note)
        VALUES (?, 0, 0, 0, %1$s, ?)
        ON CONFLICT (name) DO UPDATE SET position = 0, written = 0, unchanged = 0,
          seq = excluded.seq, note = excluded.note\
        """
            .formatted(LAST_SEQ),
        name,
        note);
  }

  /// Counts the outcomes of the same transaction in.
  ///
  /// @throws Bookmark.OutOfTurnException when it does not stand where the move begins
  static void move(Handle handle, Bookmark.Move move, List<Outcome> outcomes) {
    long taken = outcomes.stream().filter(o -> o.result() == TitleWrite.Result.TAKEN).count();
    long unchanged =
        outcomes.stream().filter(o -> o.result() == TitleWrite.Result.UNCHANGED).count();
    int moved =
        handle.execute(
            """
            UPDATE bookmark SET position = ?, written = written + ?, unchanged = unchanged + ?,
              seq = %s, note = ?
            WHERE name = ? AND position = ?\
            """
                .formatted(LAST_SEQ),
            move.to(),
            outcomes.size() - taken,
            unchanged,
            move.note(),
            move.name(),
            move.from());
    if (moved != 1) throw new Bookmark.OutOfTurnException(move.name(), move.from());
  }

  static int remove(Handle handle, String name) {
    return handle.execute("DELETE FROM bookmark WHERE name = ?", name);
  }

  private static Bookmark bookmark(ResultSet row) throws SQLException {
    return new Bookmark(
        row.getString("name"),
        row.getLong("position"),
        row.getLong("written"),
        row.getLong("unchanged"),
        row.getLong("seq"),
        row.getString("note"));
  }
}
