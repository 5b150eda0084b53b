package dev.kindred.storage;

import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventStore.Outcome;
import dev.kindred.feedback.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Inserts events on the writer's connection. Plain JDBC with statements prepared once: this is the
/// inner loop of everything that is told. Used by the writer thread only.
final class EventWriter implements AutoCloseable {
  /// Which viewers are simulated: `;` follows `:`.
  static final String SIMULATED = "id >= 'simulated:' AND id < 'simulated;'";

  static final String SIMULATED_VIEWER = "SELECT 1 FROM viewer WHERE " + SIMULATED + " LIMIT 1";

  private final PreparedStatement findSimulated;
  private final PreparedStatement findEvent;
  private final PreparedStatement findUser;
  private final PreparedStatement insertUser;
  private final PreparedStatement findOrigin;
  private final PreparedStatement insertOrigin;
  private final PreparedStatement insertEvent;

  /// Texts shared by the events of a viewer.
  private record OriginOf(int user, String body) {}

  EventWriter(Connection connection) throws SQLException {
    findSimulated = connection.prepareStatement(SIMULATED_VIEWER);
    findEvent = connection.prepareStatement("SELECT 1 FROM event WHERE id = ?");
    findUser = connection.prepareStatement("SELECT user_key FROM viewer WHERE id = ?");
    insertUser =
        connection.prepareStatement(
            """
            INSERT INTO viewer (id, created_at, updated_at) VALUES (?, ?, ?) RETURNING user_key\
            """);
    findOrigin =
        connection.prepareStatement(
            "SELECT origin_key FROM origin WHERE user_key = ? AND hash = ? AND body = ?");
    insertOrigin =
        connection.prepareStatement(
            "INSERT INTO origin (user_key, hash, body) VALUES (?, ?, ?) RETURNING origin_key");
    insertEvent =
        connection.prepareStatement(
            """
            INSERT INTO event
              (id, user_key, type, title_key, at, value, extra, position, origin_key, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
  }

  /// Inserts those whose ids are new.
  List<Outcome> insert(List<EventRow> rows, long now) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>(rows.size());
    Map<String, Integer> users = new HashMap<>();
    Map<OriginOf, Integer> origins = new HashMap<>();
    for (EventRow row : rows) {
      byte[] id = EventRow.bytes(row.event().id());
      findEvent.setBytes(1, id);
      if (exists(findEvent)) {
        outcomes.add(Outcome.DUPLICATE);
        continue;
      }
      String userId = row.event().user().value();
      Integer user = users.get(userId);
      if (user == null) {
        user = user(userId, now);
        users.put(userId, user);
      }
      @Nullable Integer origin = null;
      if (row.origin() != null) {
        OriginOf shared = new OriginOf(user, row.origin());
        origin = origins.get(shared);
        if (origin == null) {
          origin = origin(shared);
          origins.put(shared, origin);
        }
      }
      insert(id, row, user, origin);
      outcomes.add(Outcome.ACCEPTED);
    }
    return outcomes;
  }

  /// Erases the simulated viewers and all that they did; a look at an index when there are none.
  void endSimulation() throws SQLException {
    if (!exists(findSimulated)) return;
    String simulated = " WHERE user_key IN (SELECT user_key FROM viewer WHERE " + SIMULATED + ")";
    try (Statement statement = findSimulated.getConnection().createStatement()) {
      statement.executeUpdate("DELETE FROM event" + simulated);
      statement.executeUpdate("DELETE FROM origin" + simulated);
      statement.executeUpdate("DELETE FROM viewer WHERE " + SIMULATED);
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        List.of(
            findSimulated, findEvent, findUser, insertUser, findOrigin, insertOrigin, insertEvent))
      statement.close();
  }

  private int user(String id, long now) throws SQLException {
    findUser.setString(1, id);
    Integer known = key(findUser);
    if (known != null) return known;
    insertUser.setString(1, id);
    insertUser.setLong(2, now);
    insertUser.setLong(3, now);
    return Objects.requireNonNull(key(insertUser), "no key for a new viewer");
  }

  private int origin(OriginOf shared) throws SQLException {
    int hash = shared.body().hashCode();
    findOrigin.setInt(1, shared.user());
    findOrigin.setInt(2, hash);
    findOrigin.setString(3, shared.body());
    Integer known = key(findOrigin);
    if (known != null) return known;
    insertOrigin.setInt(1, shared.user());
    insertOrigin.setInt(2, hash);
    insertOrigin.setString(3, shared.body());
    return Objects.requireNonNull(key(insertOrigin), "no key for a new origin");
  }

  private void insert(byte[] id, EventRow row, int user, @Nullable Integer origin)
      throws SQLException {
    StoredEvent event = row.event();
    Value value = event.value();
    insertEvent.setBytes(1, id);
    insertEvent.setInt(2, user);
    insertEvent.setInt(3, event.type().code());
    set(4, event.title() == null ? null : event.title().value());
    insertEvent.setLong(5, event.timestamp().toEpochMilli());
    set(6, EventRow.first(value));
    set(7, EventRow.second(value));
    set(8, event.origin().position());
    set(9, origin);
    if (row.detail() == null) insertEvent.setNull(10, Types.VARCHAR);
    else insertEvent.setString(10, row.detail());
    insertEvent.executeUpdate();
  }

  private void set(int place, @Nullable Integer value) throws SQLException {
    if (value == null) insertEvent.setNull(place, Types.INTEGER);
    else insertEvent.setInt(place, value);
  }

  private void set(int place, @Nullable Double value) throws SQLException {
    if (value == null) insertEvent.setNull(place, Types.DOUBLE);
    else insertEvent.setDouble(place, value);
  }

  private static boolean exists(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private static @Nullable Integer key(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? (Integer) row.getInt(1) : null;
    }
  }
}
