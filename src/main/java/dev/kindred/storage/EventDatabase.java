package dev.kindred.storage;

import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.UserStore;
import dev.kindred.recommendation.DecisionStore;
import java.nio.file.Path;
import java.util.Optional;

/// `events.db` in a data folder: events, users and decisions, in a file of its own, so that no
/// import of titles holds up an event; see [SqliteFile]. What is deleted here is overwritten.
/// Thread-safe.
public final class EventDatabase implements AutoCloseable {
  /// Name of the file in its data folder.
  public static final String FILE = SqliteFile.Kind.EVENTS.file();

  private final SqliteFile file;
  private final EventStore events;
  private final UserStore users;
  private final DecisionStore decisions;

  private EventDatabase(SqliteFile file) {
    this.file = file;
    this.events = new JdbcEventStore(file);
    Erasures erasures = new Erasures();
    this.users = new JdbcUserStore(file, erasures);
    this.decisions = new JdbcDecisionStore(file, erasures);
  }

  /// Opens the database of a data folder; see [Database#open].
  ///
  /// @throws UncheckedIOException when the file cannot be used, or was written by a later version
  ///   of Kindred
  /// @throws StoreDamagedException when the file is damaged or no database; nothing was changed
  public static EventDatabase open(Path folder) {
    return new EventDatabase(SqliteFile.open(folder, SqliteFile.Kind.EVENTS, () -> false));
  }

  public EventStore events() {
    return events;
  }

  public UserStore users() {
    return users;
  }

  public DecisionStore decisions() {
    return decisions;
  }

  /// See [SqliteFile#writtenByOthers].
  public long writtenByOthers() {
    return file.writtenByOthers();
  }

  /// See [SqliteFile#check].
  public Optional<String> check() {
    return file.check();
  }

  /// What is wrong with the file; see [Database#damage].
  public Optional<String> damage() {
    return file.damage();
  }

  /// Finishes the writes that were accepted, then closes the file.
  @Override
  public void close() {
    file.close();
  }
}
