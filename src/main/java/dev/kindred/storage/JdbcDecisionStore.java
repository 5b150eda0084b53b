package dev.kindred.storage;

import dev.kindred.recommendation.Decision;
import dev.kindred.recommendation.DecisionStore;
import dev.kindred.storage.GroupWriter.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The decisions of an [EventDatabase]. Old ones are deleted a few at a time, with those that are
/// written.
final class JdbcDecisionStore implements DecisionStore {
  private static final Duration KEPT = Duration.ofDays(7);

  /// More than are written in one go, so that what is old comes to an end.
  private static final int DELETED = 20;

  private final SqliteFile file;
  private final Erasures erasures;

  JdbcDecisionStore(SqliteFile file, Erasures erasures) {
    this.file = file;
    this.erasures = erasures;
  }

  @Override
  public CompletableFuture<?> record(List<Decision> decisions) {
    if (decisions.isEmpty()) return CompletableFuture.completedFuture(null);
    List<byte[]> places = decisions.stream().map(DecisionRow::places).toList();
    List<String> bodies = decisions.stream().map(DecisionRow::body).toList();
    int weight = 0;
    for (int i = 0; i < bodies.size(); i++)
      weight += bodies.get(i).length() + places.get(i).length + 100;
    return file.submit(
        Lane.EXPRESS,
        weight,
        handle -> {
          insert(handle, decisions, bodies, places);
          return handle.execute(
              "DELETE FROM decision WHERE id IN (SELECT id FROM decision WHERE at < ? LIMIT ?)",
              System.currentTimeMillis() - KEPT.toMillis(),
              DELETED);
        });
  }

  private void insert(
      Handle handle, List<Decision> decisions, List<String> bodies, List<byte[]> places) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO decision (id, user_id, at, body, places) VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < bodies.size(); i++) {
        Decision decision = decisions.get(i);
        if (erasures.concern(decision)) continue;
        batch.add(
            decision.id(),
            decision.user() == null ? null : decision.user().value(),
            decision.at().toEpochMilli(),
            bodies.get(i),
            places.get(i));
      }
      if (batch.size() > 0) batch.execute();
    }
  }

  @Override
  public Optional<Decision> find(String id) {
    return file.read(handle ->
        handle
            .createQuery("SELECT * FROM decision WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> DecisionRow.read(row))
            .findOne());
  }
}
