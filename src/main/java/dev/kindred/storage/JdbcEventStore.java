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
import java.sql.Statement;
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
    boolean tells = events.stream().anyMatch(event -> event.type().tells());
    return file.submit(
        urgency == Urgency.AWAITED ? Lane.EXPRESS : Lane.BULK,
        weight,
        handle ->
            write(
                handle.getConnection(),
                writer -> {
                  if (tells) writer.endSimulation();
                  return writer.insert(rows, System.currentTimeMillis());
                }));
  }

  @Override
  public CompletableFuture<Boolean> simulate(List<StoredEvent> events) {
    List<EventRow> rows = events.stream().map(EventRow::of).toList();
    return file.submit(
        Lane.BULK,
        rows.stream().mapToInt(EventRow::weight).sum(),
        handle ->
            write(
                handle.getConnection(),
                writer -> {
                  if (!rows.isEmpty() && told(handle.getConnection())) return false;
                  writer.endSimulation();
                  writer.insert(rows, System.currentTimeMillis());
                  return true;
                }));
  }

  @Override
  public boolean simulated() {
    return !read(EventWriter.SIMULATED_VIEWER, row -> row.getInt(1)).isEmpty();
  }

  /// Whether a real viewer has told something.
  private static boolean told(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT 1 FROM viewer v WHERE NOT ("
                    + EventWriter.SIMULATED
                    + ") AND EXISTS (SELECT 1 FROM event e WHERE e.user_key = v.user_key AND type IN ("
                    + TELLING
                    + ")) LIMIT 1")) {
      return row.next();
    }
  }

  private interface Write<T> {
    T write(EventWriter writer) throws SQLException;
  }

  private <T> T write(Connection connection, Write<T> work) throws SQLException {
    if (writer == null) writer = new EventWriter(connection);
    EventWriter statements = writer;
    try {
      return work.write(statements);
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

  /// By seq, not by viewer (`+` keeps the index out): few events are new, however many one has.
  @Override
  public List<Interaction> since(UserKey user, long afterSeq) {
    return read(
        INTERACTION + "WHERE seq > ? AND +user_key = ? AND type IN (" + TELLING + ") ORDER BY seq",
        JdbcEventStore::interaction,
        afterSeq,
        user.value());
  }

  @Override
  public List<TitleKey> seen(UserKey user) {
    return read(
        "SELECT DISTINCT title_key FROM event WHERE user_key = ? AND type IN (" + SEEN + ")",
        row -> new TitleKey(row.getInt(1)),
        user.value());
  }

  @Override
  public List<StoredEvent> page(UserId user, Position after, int limit) {
    return read(
        """
        SELECT e.*, o.body AS origin FROM viewer v
        JOIN event e ON e.user_key = v.user_key
        LEFT JOIN origin o ON o.origin_key = e.origin_key
        WHERE v.id = ? AND (e.at, e.seq) > (?, ?) ORDER BY e.at, e.seq LIMIT ?\
        """,
        row -> EventRow.read(row, user),
        user.value(),
        after.timestampMillis(),
        after.seq(),
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
