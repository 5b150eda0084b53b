package dev.kindred.storage;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserKey;
import dev.kindred.storage.GroupWriter.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The events of an [EventDatabase].
final class JdbcEventStore implements EventStore {
  private static final String INTERACTION =
      "SELECT seq, user_key, title_key, type, at, value, extra FROM event ";
  private static final String TELLING = codes(EventType::tells);
  private static final String SEEN = codes(EventType::seen);

  private final SqliteFile file;

  // Of the writer thread alone. The driver closes a statement that fails, so these are made afresh
  // after a failure.
  private @Nullable EventWriter writer;

  JdbcEventStore(SqliteFile file) {
    this.file = file;
  }

  @Override
  public CompletableFuture<List<Outcome>> record(List<StoredEvent> events, Urgency urgency) {
    if (events.isEmpty()) return CompletableFuture.completedFuture(List.of());
    List<EventRow> rows = new ArrayList<>(events.size());
    int weight = 0;
    for (StoredEvent event : events) {
      EventRow row = EventRow.of(event);
      rows.add(row);
      weight += row.weight();
    }
    return file.submit(
        urgency == Urgency.AWAITED ? Lane.EXPRESS : Lane.BULK,
        weight,
        handle -> apply(handle.getConnection(), rows));
  }

  private List<Outcome> apply(Connection connection, List<EventRow> rows) throws SQLException {
    if (writer == null) writer = new EventWriter(connection);
    EventWriter statements = writer;
    try {
      return statements.insert(rows, System.currentTimeMillis());
    } catch (SQLException e) {
      writer = null;
      statements.close();
      throw e;
    }
  }

  @Override
  public List<Interaction> interactions(long afterSeq, int limit) {
    return read(
        INTERACTION + "WHERE seq > ? AND title_key IS NOT NULL ORDER BY seq LIMIT ?",
        JdbcEventStore::interaction,
        afterSeq,
        positive(limit));
  }

  @Override
  public List<Interaction> latest(UserKey user, Position before, int limit) {
    return read(
        INTERACTION
            + "WHERE user_key = ? AND type IN ("
            + TELLING
            + ") AND (at, seq) < (?, ?) ORDER BY at DESC, seq DESC LIMIT ?",
        JdbcEventStore::interaction,
        user.value(),
        before.timestampMillis(),
        before.seq(),
        positive(limit));
  }

  @Override
  public List<TitleKey> seen(UserKey user) {
    return read(
        "SELECT DISTINCT title_key FROM event WHERE user_key = ? AND type IN (" + SEEN + ")",
        row -> new TitleKey(row.getInt(1)),
        user.value());
  }

  @Override
  public List<StoredEvent> page(UserId user, long afterSeq, int limit) {
    return read(
        """
        SELECT e.*, o.body AS origin FROM viewer v
        JOIN event e ON e.user_key = v.user_key
        LEFT JOIN origin o ON o.origin_key = e.origin_key
        WHERE v.id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?\
        """,
        row -> EventRow.read(row, user),
        user.value(),
        afterSeq,
        positive(limit));
  }

  @Override
  public long count() {
    return number("SELECT count(*) FROM event");
  }

  @Override
  public long lastSeq() {
    return number("SELECT coalesce(max(seq), 0) FROM event");
  }

  private long number(String sql) {
    return read(sql, row -> row.getLong(1)).getFirst();
  }

  private interface Read<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Plain JDBC: training reads millions of rows.
  private <T> List<T> read(String sql, Read<T> read, Object... arguments) {
    return file.read(handle -> {
      List<T> found = new ArrayList<>();
      try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) found.add(read.read(row));
        }
      }
      return found;
    });
  }

  private static Interaction interaction(ResultSet row) throws SQLException {
    EventType type = EventType.of(row.getInt(4));
    return new Interaction(
        row.getLong(1),
        new UserKey(row.getInt(2)),
        new TitleKey(row.getInt(3)),
        type,
        Event.number(
            EventRow.value(type, EventRow.number(row, "value"), EventRow.number(row, "extra"), "")),
        Instant.ofEpochMilli(row.getLong(5)));
  }

  private static String codes(Predicate<EventType> which) {
    return Arrays.stream(EventType.values())
        .filter(which)
        .map(type -> Integer.toString(type.code()))
        .collect(Collectors.joining(", "));
  }

  private static int positive(int limit) {
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    return limit;
  }
}
