package dev.kindred.storage;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.storage.MergedTitles.Found;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Merges in a [Database]: each is one piece of work of its writer, so one commit.
final class JdbcMergeStore implements MergeStore {
  private final Database database;
  private final TitleRows rows;

  JdbcMergeStore(Database database, TitleRows rows) {
    this.database = database;
    this.rows = rows;
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

  private Outcome merge(
      Handle handle, TitleId keptId, TitleId droppedId, @Nullable Long expectedSeq)
      throws SQLException {
    MergedTitles merged = new MergedTitles(handle.getConnection());
    Found kept = merged.find(keptId).orElse(null);
    if (kept == null) return new Outcome(Result.UNKNOWN_KEPT, 0);
    Found dropped = merged.find(droppedId).orElse(null);
    if (dropped == null) return new Outcome(Result.UNKNOWN_DROPPED, 0);
    boolean redirect = !dropped.isUnder(droppedId);
    if (kept.key().equals(dropped.key())) {
      return redirect && kept.isUnder(keptId)
          ? done(handle, Result.UNCHANGED, keptId, kept.seq())
          : new Outcome(Result.SAME_TITLE, 0);
    }
    if (redirect) return new Outcome(Result.MERGED_ELSEWHERE, 0);
    if (expectedSeq != null && expectedSeq != kept.seq())
      return new Outcome(Result.CONFLICT, kept.seq());
    if (MergedTitles.areRelated(kept, dropped)) return new Outcome(Result.RELATED, 0);
    return done(handle, Result.MERGED, keptId, merged.merge(kept, kept.id(), dropped));
  }

  private Outcome split(Handle handle, TitleId id, @Nullable Long expectedSeq) throws SQLException {
    MergedTitles merged = new MergedTitles(handle.getConnection());
    Found kept = merged.find(id).orElse(null);
    if (kept == null) return new Outcome(Result.UNKNOWN_KEPT, 0);
    if (kept.isUnder(id)) return new Outcome(Result.NOT_MERGED, 0);
    if (expectedSeq != null && expectedSeq != kept.seq())
      return new Outcome(Result.CONFLICT, kept.seq());
    LinkedIds linked = new LinkedIds(handle.getConnection());
    if (!linked.hasFacts(id)) {
      linked.unlink(id);
      return new Outcome(Result.UNLINKED, kept.seq());
    }
    TitleKey own = merged.split(id);
    merged.append(kept.key(), Change.Op.PUT);
    return done(handle, Result.SPLIT, id, merged.append(own, Change.Op.PUT));
  }

  private Outcome done(Handle handle, Result result, TitleId id, long seq) {
    try {
      return new Outcome(result, seq, rows.find(handle, id).orElse(null));
    } catch (DamagedTitleException e) {
      return new Outcome(result, seq); // remembered, and told by whoever reads it next
    }
  }
}
