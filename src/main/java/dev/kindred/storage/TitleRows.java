package dev.kindred.storage;

import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.json.InvalidJsonException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Rows of titles read, each with the facts that were merged into it. Those that cannot be read are
/// remembered. What a connection wrote and did not commit yet is seen. Thread-safe.
final class TitleRows {
  /// Values bound to one query at most.
  static final int CHUNK = 500;

  private static final String SELECT =
      """
      SELECT t.title_key, t.body, t.source, p.body AS profile, c.seq,
        EXISTS (SELECT 1 FROM merged_title m WHERE m.title_key = t.title_key
          AND m.body IS NOT NULL) AS merged
      FROM title t
      JOIN change c ON c.title_key = t.title_key
      LEFT JOIN profile p ON p.title_key = t.title_key
      """;

  private final DamagedRows damaged;

  TitleRows(DamagedRows damaged) {
    this.damaged = damaged;
  }

  /// A row of a title.
  ///
  /// @param title null when it cannot be read
  record Row(int key, @Nullable StoredTitle title) {}

  /// The title that an id leads to.
  ///
  /// @throws DamagedTitleException when it cannot be read
  Optional<StoredTitle> find(Handle handle, TitleId id) {
    return handle
        .createQuery(
            SELECT + "JOIN external_id e ON e.title_key = t.title_key WHERE e.external_id = :id")
        .bind("id", id.value())
        .map((row, _) -> title(handle, row))
        .findOne();
  }

  /// Those that can be read of distinct keys.
  Map<TitleKey, StoredTitle> byKey(Handle handle, List<TitleKey> keys) {
    Map<TitleKey, StoredTitle> found = LinkedHashMap.newLinkedHashMap(keys.size());
    Set<Integer> present = new HashSet<>();
    for (int from = 0; from < keys.size(); from += CHUNK) {
      List<Integer> chunk =
          keys.subList(from, Math.min(from + CHUNK, keys.size())).stream()
              .map(TitleKey::value)
              .toList();
      Query query =
          handle.createQuery(SELECT + "WHERE t.title_key IN (<keys>)").bindList("keys", chunk);
      for (Row row : rows(handle, query)) {
        if (row.title() != null) found.put(new TitleKey(row.key()), row.title());
        present.add(row.key());
      }
    }
    damaged.gone(keys, present);
    return Collections.unmodifiableMap(found);
  }

  /// Up to `limit` rows with a key greater than `after`, in key order.
  List<Row> page(Handle handle, int after, int limit) {
    return rows(
        handle,
        handle
            .createQuery(SELECT + "WHERE t.title_key > :after ORDER BY t.title_key LIMIT :limit")
            .bind("after", after)
            .bind("limit", limit));
  }

  /// What each id says of the titles of a page.
  ///
  /// @throws DamagedTitleException when a row cannot be read
  static List<IdFacts> facts(Handle handle, int after, int limit) {
    return handle
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
        .bind("limit", limit)
        .map((row, _) -> facts(row))
        .list();
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

  private List<Row> rows(Handle handle, Query query) {
    return query
        .map((row, _) -> {
          int key = row.getInt("title_key");
          try {
            return new Row(key, title(handle, row));
          } catch (DamagedTitleException e) {
            return new Row(key, null); // remembered, and told by whoever asks how the store is
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
}
