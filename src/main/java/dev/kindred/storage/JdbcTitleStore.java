package dev.kindred.storage;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.storage.GroupWriter.Lane;
import dev.kindred.storage.TitleWriter.Prepared;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The titles of a [Database]. A write whose title could not be read back is refused with an
/// `IllegalArgumentException` before anything is written. Putting a title that is there already
/// under another source moves it to that source and counts as unchanged.
final class JdbcTitleStore implements TitleStore {
  private static final int DELETES_PER_WRITE = 250;

  /// More in one write than this wait behind single ones.
  private static final int EXPRESS_TITLES = 20;

  private final Database database;
  private final DamagedRows damaged;
  private final TitleRows rows;
  private volatile boolean closed;

  // Of the writer thread alone. The driver closes a statement that fails, so these are made afresh
  // after a failure.
  private @Nullable TitleBatch batch;

  JdbcTitleStore(Database database, TitleRows rows, DamagedRows damaged) {
    this.database = database;
    this.rows = rows;
    this.damaged = damaged;
  }

  @Override
  public CompletableFuture<List<Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
    }
    if (writes.isEmpty() && move == null) return CompletableFuture.completedFuture(List.of());
    List<Prepared> prepared = new ArrayList<>(writes.size());
    long weight = 0;
    for (TitleWrite write : writes) {
      Prepared one = Prepared.of(write);
      prepared.add(one);
      weight += one.weight();
    }
    boolean bulk = move != null || writes.size() > EXPRESS_TITLES;
    return database.submit(
        bulk ? Lane.BULK : Lane.EXPRESS,
        Math.clamp(weight, 1, Integer.MAX_VALUE),
        handle -> {
          List<Outcome> outcomes = apply(handle, prepared);
          if (move != null) Bookmarks.move(handle, move, outcomes);
          return outcomes;
        });
  }

  @Override
  public Optional<Bookmark> bookmark(String name) {
    return database.read(handle -> Bookmarks.find(handle, name));
  }

  @Override
  public void beginBookmark(String name, String note) {
    database.write(handle -> Bookmarks.begin(handle, name, note));
  }

  @Override
  public void removeBookmark(String name) {
    database.write(handle -> Bookmarks.remove(handle, name));
  }

  @Override
  public Optional<StoredTitle> find(TitleId id) {
    return database.read(handle -> rows.find(handle, id));
  }

  @Override
  public Optional<TitleKey> key(TitleId id) {
    return database.read(handle -> IdKeys.key(handle, id));
  }

  @Override
  public Map<TitleId, TitleKey> ownKeys(Collection<TitleId> ids) {
    return ids.isEmpty() ? Map.of() : database.read(handle -> IdKeys.ownKeys(handle, ids));
  }

  @Override
  public Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    return database.read(handle -> IdKeys.ids(handle, keys));
  }

  @Override
  public Map<TitleKey, TitleKey> redirects() {
    return database.read(IdKeys::redirects);
  }

  @Override
  public Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> keys) {
    List<TitleKey> wanted = List.copyOf(new LinkedHashSet<>(keys));
    return wanted.isEmpty() ? Map.of() : database.read(handle -> rows.byKey(handle, wanted));
  }

  @Override
  public List<StoredTitle> page(int after, int limit) {
    List<StoredTitle> page = new ArrayList<>();
    int from = after;
    int wanted = positive(limit);
    while (wanted > 0) {
      List<TitleRows.Row> read = read(from, wanted);
      for (TitleRows.Row row : read) if (row.title() != null) page.add(row.title());
      if (read.size() < wanted) break;
      from = read.getLast().key();
      wanted = limit - page.size(); // as many as were damaged
    }
    return Collections.unmodifiableList(page);
  }

  private List<TitleRows.Row> read(int after, int limit) {
    return database.read(handle -> rows.page(handle, after, limit));
  }

  @Override
  public List<IdFacts> facts(int after, int limit) {
    int most = positive(limit);
    return database.read(handle -> TitleRows.facts(handle, after, most));
  }

  @Override
  public List<Change> changes(long after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT seq, title_key, op FROM change
                WHERE seq > :after ORDER BY seq LIMIT :limit\
                """)
            .bind("after", after)
            .bind("limit", positive(limit))
            .map((row, _) ->
                new Change(
                    row.getLong("seq"),
                    new TitleKey(row.getInt("title_key")),
                    Change.Op.valueOf(row.getString("op"))))
            .list());
  }

  @Override
  public long lastSeq() {
    return number("SELECT coalesce(max(seq), 0) FROM change");
  }

  @Override
  public long countChanges(long after) {
    return number("SELECT count(*) FROM change WHERE seq > ?", after);
  }

  @Override
  public long count() {
    return number("SELECT count(*) FROM title");
  }

  @Override
  public long countDamaged() {
    return damaged.count();
  }

  @Override
  public Map<String, Long> countBySource() {
    Map<String, Long> counts = new LinkedHashMap<>();
    database.read(handle -> {
      handle
          .createQuery(
              "SELECT source, count(*) AS titles FROM title GROUP BY source ORDER BY source")
          .map((row, _) -> Map.entry(row.getString("source"), row.getLong("titles")))
          .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
      return counts;
    });
    return Collections.unmodifiableMap(counts);
  }

  /// Deletes in several commits, so that other writers are not held up.
  @Override
  public long deleteSource(String source) {
    long deleted = 0;
    int after = 0;
    while (true) {
      Deleted chunk = deleteSome(source, after);
      deleted += chunk.count();
      if (chunk.lastKey() == 0) return deleted;
      after = chunk.lastKey();
    }
  }

  /// Waits for the writes that were accepted and refuses more; the database stays open.
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    if (database.damage().isPresent()) return;
    for (Lane lane : Lane.values()) Database.join(database.submit(lane, 1, _ -> true));
  }

  private record Deleted(int count, int lastKey) {}

  private Deleted deleteSome(String source, int after) {
    GroupWriter.Work<Deleted> work =
        handle -> {
          List<Map.Entry<Integer, TitleId>> some =
              handle
                  .createQuery(
                      """
                      SELECT title_key, id FROM title t
                      WHERE source = :source AND title_key > :after AND NOT EXISTS (
                        SELECT 1 FROM merged_title m
                        WHERE m.title_key = t.title_key AND m.source <> t.source
                          AND m.body IS NOT NULL)
                      ORDER BY title_key LIMIT :limit\
                      """)
                  .bind("source", source)
                  .bind("after", after)
                  .bind("limit", DELETES_PER_WRITE)
                  .map((row, _) ->
                      Map.entry(row.getInt("title_key"), new TitleId(row.getString("id"))))
                  .list();
          apply(
              handle,
              some.stream()
                  .map(e -> Prepared.of(new TitleWrite.Delete(e.getValue(), null)))
                  .toList());
          return new Deleted(some.size(), some.isEmpty() ? 0 : some.getLast().getKey());
        };
    return Database.join(database.submit(Lane.BULK, 1, work));
  }

  private List<Outcome> apply(Handle handle, List<Prepared> writes) throws SQLException {
    if (batch == null) batch = new TitleBatch(handle.getConnection());
    TitleBatch statements = batch;
    try {
      return Collections.unmodifiableList(statements.apply(writes, System.currentTimeMillis()));
    } catch (SQLException e) {
      batch = null;
      statements.close();
      throw e;
    }
  }

  private long number(String sql, Object... arguments) {
    return database.read((Handle handle) -> handle.select(sql, arguments).mapTo(Long.class).one());
  }

  private static int positive(int limit) {
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    return limit;
  }
}
