package dev.kindred.storage;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.storage.GroupWriter.Lane;
import dev.kindred.storage.TitleWriter.Prepared;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The titles of a [Database]. A write whose title could not be read back is refused with an
/// `IllegalArgumentException` before anything is written. Putting a title that is there already
/// under another source moves it to that source and counts as unchanged.
final class JdbcTitleStore implements TitleStore {
  private static final int KEYS_PER_QUERY = 500;
  private static final int DELETES_PER_WRITE = 250;

  /// More in one write than this wait behind single ones.
  private static final int EXPRESS_TITLES = 20;

  private static final String SELECT =
      """
      SELECT t.title_key, t.body, t.source, p.body AS profile, c.seq,
        EXISTS (SELECT 1 FROM merged_title m WHERE m.title_key = t.title_key
          AND m.body IS NOT NULL) AS merged
      FROM title t
      JOIN change c ON c.title_key = t.title_key
      LEFT JOIN profile p ON p.title_key = t.title_key
      """;

  private final Database database;
  private final DamagedRows damaged;
  private volatile boolean closed;

  // Of the writer thread alone. The driver closes a statement that fails, so these are made afresh
  // after a failure.
  private @Nullable TitleBatch batch;

  JdbcTitleStore(Database database, DamagedRows damaged) {
    this.database = database;
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
    return database.read(handle -> find(handle, id));
  }

  /// As a connection sees it, with what it wrote and did not commit yet.
  Optional<StoredTitle> find(Handle handle, TitleId id) {
    return handle
        .createQuery(
            SELECT + "JOIN external_id e ON e.title_key = t.title_key WHERE e.external_id = :id")
        .bind("id", id.value())
        .map((row, _) -> title(handle, row))
        .findOne();
  }

  @Override
  public Optional<TitleKey> key(TitleId id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT t.title_key FROM external_id e
                JOIN title t ON t.title_key = e.title_key WHERE e.external_id = :id\
                """)
            .bind("id", id.value())
            .map((row, _) -> new TitleKey(row.getInt("title_key")))
            .findOne());
  }

  @Override
  public Map<TitleId, TitleKey> ownKeys(Collection<TitleId> ids) {
    List<String> wanted = ids.stream().map(TitleId::value).distinct().toList();
    Map<TitleId, TitleKey> found = HashMap.newHashMap(wanted.size());
    if (wanted.isEmpty()) return found;
    return database.read(handle -> {
      for (int from = 0; from < wanted.size(); from += KEYS_PER_QUERY) {
        handle
            .createQuery(
                """
                SELECT e.external_id, coalesce(m.own_key, e.title_key) AS own_key
                FROM external_id e
                JOIN title t ON t.title_key = e.title_key
                LEFT JOIN merged_title m ON m.id = e.external_id
                WHERE e.external_id IN (<ids>)\
                """)
            .bindList("ids", wanted.subList(from, Math.min(from + KEYS_PER_QUERY, wanted.size())))
            .map((row, _) ->
                Map.entry(
                    new TitleId(row.getString("external_id")), new TitleKey(row.getInt("own_key"))))
            .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
      }
      return found;
    });
  }

  @Override
  public Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    List<Integer> wanted = keys.stream().map(TitleKey::value).distinct().toList();
    Map<TitleKey, TitleId> found = HashMap.newHashMap(wanted.size());
    return database.read(handle -> {
      for (int from = 0; from < wanted.size(); from += KEYS_PER_QUERY) {
        List<Integer> chunk = wanted.subList(from, Math.min(from + KEYS_PER_QUERY, wanted.size()));
        ids(
            handle,
            "SELECT title_key AS k, id FROM title WHERE title_key IN (<keys>)",
            chunk,
            found);
        ids(
            handle,
            "SELECT own_key AS k, id FROM merged_title WHERE own_key IN (<keys>)",
            chunk,
            found);
        List<Integer> deleted =
            chunk.stream().filter(key -> !found.containsKey(new TitleKey(key))).toList();
        if (deleted.isEmpty()) continue;
        ids(
            handle,
            "SELECT title_key AS k, external_id AS id FROM external_id WHERE title_key IN (<keys>)",
            deleted,
            found);
      }
      return found;
    });
  }

  private static void ids(
      Handle handle, String sql, List<Integer> keys, Map<TitleKey, TitleId> found) {
    handle
        .createQuery(sql)
        .bindList("keys", keys)
        .map((row, _) -> Map.entry(new TitleKey(row.getInt("k")), new TitleId(row.getString("id"))))
        .forEach(entry -> found.putIfAbsent(entry.getKey(), entry.getValue()));
  }

  @Override
  public Map<TitleKey, TitleKey> redirects() {
    return database.read(handle -> {
      Map<TitleKey, TitleKey> redirects = new HashMap<>();
      handle
          .createQuery("SELECT own_key, title_key FROM merged_title WHERE own_key IS NOT NULL")
          .map((row, _) ->
              Map.entry(new TitleKey(row.getInt("own_key")), new TitleKey(row.getInt("title_key"))))
          .forEach(entry -> redirects.put(entry.getKey(), entry.getValue()));
      return redirects;
    });
  }

  @Override
  public Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> keys) {
    List<TitleKey> wanted = List.copyOf(new LinkedHashSet<>(keys));
    Map<TitleKey, StoredTitle> found = LinkedHashMap.newLinkedHashMap(wanted.size());
    if (wanted.isEmpty()) return found;
    Set<Integer> present = new HashSet<>();
    database.read(handle -> {
      for (int from = 0; from < wanted.size(); from += KEYS_PER_QUERY) {
        List<Integer> chunk =
            wanted.subList(from, Math.min(from + KEYS_PER_QUERY, wanted.size())).stream()
                .map(TitleKey::value)
                .toList();
        for (Read read :
            read(
                handle,
                handle
                    .createQuery(SELECT + "WHERE t.title_key IN (<keys>)")
                    .bindList("keys", chunk))) {
          if (read.title() != null) found.put(new TitleKey(read.key()), read.title());
          present.add(read.key());
        }
      }
      damaged.gone(wanted, present);
      return found;
    });
    return Collections.unmodifiableMap(found);
  }

  @Override
  public List<StoredTitle> page(int after, int limit) {
    List<StoredTitle> page = new ArrayList<>();
    int from = after;
    int wanted = positive(limit);
    while (wanted > 0) {
      List<Read> rows = rows(from, wanted);
      for (Read row : rows) if (row.title() != null) page.add(row.title());
      if (rows.size() < wanted) break;
      from = rows.getLast().key();
      wanted = limit - page.size(); // as many as were damaged
    }
    return Collections.unmodifiableList(page);
  }

  private List<Read> rows(int after, int limit) {
    return database.read(handle ->
        read(
            handle,
            handle
                .createQuery(
                    SELECT + "WHERE t.title_key > :after ORDER BY t.title_key LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)));
  }

  @Override
  public List<IdFacts> facts(int after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM (
                  SELECT t.title_key, t.id, t.body, p.body AS profile, t.source,
                    NULL AS merged_into, 0 AS position
                  FROM title t LEFT JOIN profile p ON p.title_key = t.title_key
                  WHERE t.title_key > :after ORDER BY t.title_key LIMIT :limit) own
                UNION ALL
                SELECT m.title_key, m.id, m.body, m.profile, m.source, m.merged_into, m.position
                FROM merged_title m WHERE m.title_key IN (
                  SELECT title_key FROM title
                  WHERE title_key > :after ORDER BY title_key LIMIT :limit)
                ORDER BY title_key, position\
                """)
            .bind("after", after)
            .bind("limit", positive(limit))
            .map((row, _) -> facts(row))
            .list());
  }

  private static IdFacts facts(ResultSet row) throws SQLException {
    TitleKey key = new TitleKey(row.getInt("title_key"));
    String body = row.getString("body");
    String profile = row.getString("profile");
    String into = row.getString("merged_into");
    try {
      return new IdFacts(
          key,
          new TitleId(row.getString("id")),
          body == null ? null : StoredJson.title(body),
          profile == null ? null : StoredJson.profile(profile),
          row.getString("source"),
          into == null ? null : new TitleId(into));
    } catch (InvalidJsonException e) {
      throw new DamagedTitleException(key, e);
    }
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

  /// A row of a title, which is null when it cannot be read.
  private record Read(int key, @Nullable StoredTitle title) {}

  private List<Read> read(Handle handle, Query query) {
    return query
        .map((row, _) -> {
          int key = row.getInt("title_key");
          try {
            return new Read(key, title(handle, row));
          } catch (DamagedTitleException e) {
            return new Read(key, null); // remembered, and told by whoever asks how the store is
          }
        })
        .list();
  }

  private StoredTitle title(Handle handle, ResultSet row) throws SQLException {
    int key = row.getInt("title_key");
    String profile = row.getString("profile");
    try {
      StoredTitle own =
          new StoredTitle(
              new TitleKey(key),
              StoredJson.title(row.getString("body")),
              profile == null ? null : StoredJson.profile(profile),
              row.getString("source"),
              row.getLong("seq"));
      StoredTitle title =
          row.getBoolean("merged") ? new MergedTitles(handle.getConnection()).unite(own) : own;
      damaged.sound(key);
      return title;
    } catch (InvalidJsonException e) {
      DamagedTitleException damage = new DamagedTitleException(new TitleKey(key), e);
      damaged.found(key, damage);
      throw damage;
    }
  }

  private static int positive(int limit) {
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    return limit;
  }
}
