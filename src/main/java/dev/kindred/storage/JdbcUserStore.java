package dev.kindred.storage;

import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserJson;
import dev.kindred.feedback.UserKey;
import dev.kindred.feedback.UserStore;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.storage.GroupWriter.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;

/// The users of an [EventDatabase].
final class JdbcUserStore implements UserStore {
  private static final int EVENTS_PER_WRITE = 500;

  private final SqliteFile file;
  private final Erasures erasures;

  JdbcUserStore(SqliteFile file, Erasures erasures) {
    this.file = file;
    this.erasures = erasures;
  }

  @Override
  public CompletableFuture<Boolean> put(User user) {
    String id = user.id().value();
    String body = Json.write(UserJson.write(user).without("id"));
    return file.submit(
        Lane.EXPRESS,
        100 + body.length(),
        handle -> {
          long now = System.currentTimeMillis();
          int replaced =
              handle.execute(
                  "UPDATE viewer SET body = ?, updated_at = ? WHERE id = ?", body, now, id);
          if (replaced > 0) return false;
          handle.execute(
              "INSERT INTO viewer (id, body, created_at, updated_at) VALUES (?, ?, ?, ?)",
              id,
              body,
              now,
              now);
          return true;
        });
  }

  @Override
  public Optional<StoredUser> find(UserId id) {
    return file.read(handle ->
        handle
            .createQuery("SELECT * FROM viewer WHERE id = :id")
            .bind("id", id.value())
            .map((row, _) -> user(row))
            .findOne());
  }

  @Override
  public List<StoredUser> described(int afterKey, int limit) {
    return file.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM viewer WHERE user_key > :after AND body IS NOT NULL"
                    + " ORDER BY user_key LIMIT :limit")
            .bind("after", afterKey)
            .bind("limit", limit)
            .map((row, _) -> user(row))
            .list());
  }

  @Override
  public boolean erase(UserId id, Runnable gone) {
    erasures.begin(id);
    try {
      return erase(id);
    } finally {
      gone.run();
      erasures.end(id, Instant.now());
    }
  }

  private boolean erase(UserId id) {
    // What was decided for somebody of whom nothing else is known is a trace too.
    SqliteFile.join(
        file.submit(
            Lane.BULK,
            1,
            handle -> handle.execute("DELETE FROM decision WHERE user_id = ?", id.value())));
    Optional<StoredUser> user = find(id);
    if (user.isEmpty()) return false;
    int key = user.get().key().value();
    boolean all = false;
    while (!all) all = SqliteFile.join(file.submit(Lane.BULK, 1, handle -> eraseSome(handle, key)));
    file.emptyLog(); // the pages as they were before
    return true;
  }

  @Override
  public long count() {
    return file.read(
        handle -> handle.select("SELECT count(*) FROM viewer").mapTo(Long.class).one());
  }

  /// @return whether that was all, and the user itself is gone
  private static boolean eraseSome(Handle handle, int user) {
    int erased =
        handle.execute(
            """
            DELETE FROM event WHERE seq IN (
              SELECT seq FROM event WHERE user_key = ? LIMIT ?)\
            """,
            user,
            EVENTS_PER_WRITE);
    if (erased == EVENTS_PER_WRITE) return false;
    handle.execute("DELETE FROM origin WHERE user_key = ?", user);
    handle.execute("DELETE FROM viewer WHERE user_key = ?", user);
    return true;
  }

  private static StoredUser user(ResultSet row) throws SQLException {
    UserId id = new UserId(row.getString("id"));
    String body = row.getString("body");
    try {
      return new StoredUser(
          new UserKey(row.getInt("user_key")),
          body == null ? User.unknown(id) : read(body, id),
          Instant.ofEpochMilli(row.getLong("created_at")),
          Instant.ofEpochMilli(row.getLong("updated_at")));
    } catch (InvalidJsonException e) {
      throw new UncheckedIOException(
          new IOException("the row of user " + row.getInt("user_key") + " is damaged", e));
    }
  }

  private static User read(String body, UserId id) {
    Faults faults = new Faults();
    User user = UserJson.read(JsonFields.of(Json.parse(body), "", faults), id);
    faults.throwIfAny();
    return user;
  }
}
