package dev.kindred.storage;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// From ids to keys and back, within a transaction of the caller.
final class IdKeys {
  private IdKeys() {}

  /// Of the title that an id leads to.
  static Optional<TitleKey> key(Handle handle, TitleId id) {
    return handle
        .createQuery(
            """
            SELECT t.title_key FROM external_id e
            JOIN title t ON t.title_key = e.title_key WHERE e.external_id = :id\
            """)
        .bind("id", id.value())
        .map((row, _) -> new TitleKey(row.getInt("title_key")))
        .findOne();
  }

  /// The key that each id had before it was merged, of those that lead to a title.
  static Map<TitleId, TitleKey> ownKeys(Handle handle, Collection<TitleId> ids) {
    List<String> wanted = ids.stream().map(TitleId::value).distinct().toList();
    Map<TitleId, TitleKey> found = HashMap.newHashMap(wanted.size());
    for (int from = 0; from < wanted.size(); from += TitleRows.CHUNK) {
      handle
          .createQuery(
              """
              SELECT e.external_id, coalesce(m.own_key, e.title_key) AS own_key
              FROM external_id e
              JOIN title t ON t.title_key = e.title_key
              LEFT JOIN merged_title m ON m.id = e.external_id
              WHERE e.external_id IN (<ids>)\
              """)
          .bindList("ids", wanted.subList(from, Math.min(from + TitleRows.CHUNK, wanted.size())))
          .map((row, _) ->
              Map.entry(
                  new TitleId(row.getString("external_id")), new TitleKey(row.getInt("own_key"))))
          .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  /// The id that each key was given to, also of titles that were merged or deleted.
  static Map<TitleKey, TitleId> ids(Handle handle, Collection<TitleKey> keys) {
    List<Integer> wanted = keys.stream().map(TitleKey::value).distinct().toList();
    Map<TitleKey, TitleId> found = HashMap.newHashMap(wanted.size());
    for (int from = 0; from < wanted.size(); from += TitleRows.CHUNK) {
      List<Integer> chunk = wanted.subList(from, Math.min(from + TitleRows.CHUNK, wanted.size()));
      ids(handle, "SELECT title_key AS k, id FROM title WHERE title_key IN (<keys>)", chunk, found);
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
  }

  private static void ids(
      Handle handle, String sql, List<Integer> keys, Map<TitleKey, TitleId> found) {
    handle
        .createQuery(sql)
        .bindList("keys", keys)
        .map((row, _) -> Map.entry(new TitleKey(row.getInt("k")), new TitleId(row.getString("id"))))
        .forEach(entry -> found.putIfAbsent(entry.getKey(), entry.getValue()));
  }

  /// From the own key of each merged id to the key of the title that it leads to.
  static Map<TitleKey, TitleKey> redirects(Handle handle) {
    Map<TitleKey, TitleKey> redirects = new HashMap<>();
    handle
        .createQuery("SELECT own_key, title_key FROM merged_title WHERE own_key IS NOT NULL")
        .map((row, _) ->
            Map.entry(new TitleKey(row.getInt("own_key")), new TitleKey(row.getInt("title_key"))))
        .forEach(entry -> redirects.put(entry.getKey(), entry.getValue()));
    return redirects;
  }
}
