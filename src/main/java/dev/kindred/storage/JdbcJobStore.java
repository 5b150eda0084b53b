package dev.kindred.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kindred.json.Json;
import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The jobs of a [Database]. Times are kept to the millisecond.
final class JdbcJobStore implements JobStore {
  private final Database database;

  JdbcJobStore(Database database) {
    this.database = database;
  }

  @Override
  public void save(Job job) {
    database.write(handle ->
        handle.execute(
            """
            INSERT INTO job (id, kind, state, subject, done, total, accepted, unchanged,
              rejected, rejects, detail, created_at, started_at, finished_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state,
              subject = excluded.subject, done = excluded.done, total = excluded.total,
              accepted = excluded.accepted, unchanged = excluded.unchanged,
              rejected = excluded.rejected, rejects = excluded.rejects,
              detail = excluded.detail, created_at = excluded.created_at,
              started_at = excluded.started_at, finished_at = excluded.finished_at\
            """,
            job.id(),
            job.kind().name(),
            job.state().name(),
            job.subject(),
            job.done(),
            job.total(),
            job.accepted(),
            job.unchanged(),
            job.rejected(),
            write(job.rejects()),
            job.detail(),
            job.createdAt().toEpochMilli(),
            millis(job.startedAt()),
            millis(job.finishedAt())));
  }

  @Override
  public Optional<Job> find(String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM job WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> job(row))
            .findOne());
  }

  @Override
  public List<Job> page(String before, int limit) {
    if (limit < 1) throw new IllegalArgumentException("limit must be 1 or more, got " + limit);
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM job WHERE :before = '' OR id < :before
                ORDER BY id DESC LIMIT :limit\
                """)
            .bind("before", before)
            .bind("limit", limit)
            .map((row, _) -> job(row))
            .list());
  }

  @Override
  public void keepResumption(String jobId, String resumption) {
    database.write(
        handle -> handle.execute("UPDATE job SET resumption = ? WHERE id = ?", resumption, jobId));
  }

  @Override
  public List<Unfinished> unfinished() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM job WHERE state IN ('QUEUED', 'RUNNING') ORDER BY id")
            .map((row, _) -> new Unfinished(job(row), row.getString("resumption")))
            .list());
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getString("id"),
        Job.Kind.valueOf(row.getString("kind")),
        Job.State.valueOf(row.getString("state")),
        row.getString("subject"),
        row.getLong("done"),
        number(row, "total"),
        row.getLong("accepted"),
        row.getLong("unchanged"),
        row.getLong("rejected"),
        read(row.getString("rejects")),
        row.getString("detail"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static String write(List<Job.Reject> rejects) {
    ArrayNode array = Json.array();
    for (Job.Reject reject : rejects) {
      array
          .addObject()
          .put("line", reject.line())
          .put("field", reject.field())
          .put("reason", reject.reason());
    }
    return Json.write(array);
  }

  private static List<Job.Reject> read(String json) {
    List<Job.Reject> rejects = new ArrayList<>();
    for (JsonNode reject : Json.parse(json)) {
      rejects.add(
          new Job.Reject(
              reject.path("line").longValue(),
              reject.path("field").asText(),
              reject.path("reason").asText()));
    }
    return rejects;
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
