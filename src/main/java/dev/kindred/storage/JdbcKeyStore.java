package dev.kindred.storage;

import dev.kindred.access.AccessKey;
import dev.kindred.access.KeyStore;
import dev.kindred.access.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The access keys of a [Database].
final class JdbcKeyStore implements KeyStore {
  private final Database database;

  JdbcKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Entry entry) {
    AccessKey key = entry.key();
    Instant expiresAt = key.expiresAt();
    database.write(handle ->
        handle.execute(
            """
            INSERT INTO access_key (id, name, scopes, secret_hash, requests_per_minute,
              created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """,
            key.id(),
            key.name(),
            key.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(" ")),
            entry.secretHash(),
            key.requestsPerMinute(),
            key.createdAt().toEpochMilli(),
            expiresAt == null ? null : expiresAt.toEpochMilli()));
  }

  @Override
  public Optional<Entry> find(String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM access_key WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> entry(row))
            .findOne());
  }

  @Override
  public List<AccessKey> list() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM access_key ORDER BY created_at, id")
            .map((row, _) -> entry(row).key())
            .list());
  }

  @Override
  public boolean delete(String id) {
    return database.write(handle -> handle.execute("DELETE FROM access_key WHERE id = ?", id)) > 0;
  }

  @Override
  public boolean isEmpty() {
    return database
        .read(handle ->
            handle.select("SELECT id FROM access_key LIMIT 1").mapTo(String.class).findOne())
        .isEmpty();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String scope : row.getString("scopes").split(" ", -1)) scopes.add(Scope.valueOf(scope));
    return new Entry(
        new AccessKey(
            row.getString("id"),
            row.getString("name"),
            scopes,
            Instant.ofEpochMilli(row.getLong("created_at")),
            expiry(row),
            perMinute(row)),
        row.getString("secret_hash"));
  }

  private static @Nullable Instant expiry(ResultSet row) throws SQLException {
    long millis = row.getLong("expires_at");
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Integer perMinute(ResultSet row) throws SQLException {
    int requests = row.getInt("requests_per_minute");
    return row.wasNull() ? null : requests;
  }
}
