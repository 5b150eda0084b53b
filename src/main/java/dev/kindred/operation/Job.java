package dev.kindred.operation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of long work, as it stands.
///
/// @param id opaque, sortable by time of creation
/// @param done steps done in the part of the work at hand: bytes of the file for an import or a
///   backup, titles for a rebuild
/// @param total steps in that part, when known
/// @param accepted lines or titles taken
/// @param unchanged of the accepted, those that were there already in the same form
/// @param rejected lines or titles refused; the first [#MAX_REJECTS] of them are in `rejects`
/// @param detail one line: the part of the work at hand, then the outcome or the failure
public record Job(
    String id,
    Kind kind,
    State state,
    String subject,
    long done,
    @Nullable Long total,
    long accepted,
    long unchanged,
    long rejected,
    List<Reject> rejects,
    @Nullable String detail,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /// Rejects kept in the job itself.
  public static final int MAX_REJECTS = 100;

  public enum Kind {
    IMPORT,
    REBUILD,
    BACKUP,
    TRAINING
  }

  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /// One refused line.
  ///
  /// @param line from 1
  /// @param field column or JSON pointer; empty for the line as a whole
  public record Reject(long line, String field, String reason) {}

  public Job {
    rejects = List.copyOf(rejects);
  }

  static Job queued(String id, Kind kind, String subject, Instant now) {
    return new Job(
        id, kind, State.QUEUED, subject, 0, null, 0, 0, 0, List.of(), null, now, null, null);
  }

  Job running(Instant now) {
    return with(State.RUNNING, done, total, detail, now, null);
  }

  /// Running no more, to be run again.
  Job waiting(String detail) {
    return with(State.QUEUED, done, total, detail, startedAt, null);
  }

  /// Begins a part of the work.
  Job part(String what, @Nullable Long total) {
    return with(state, 0, total, what, startedAt, finishedAt);
  }

  Job reached(long done) {
    return with(state, done, total, detail, startedAt, finishedAt);
  }

  Job finished(State state, String detail, Instant now) {
    return with(state, done, total, detail, startedAt, now);
  }

  Job counted(long accepted, long unchanged, long rejected, List<Reject> rejects) {
    return new Job(
        id,
        kind,
        state,
        subject,
        done,
        total,
        accepted,
        unchanged,
        rejected,
        rejects,
        detail,
        createdAt,
        startedAt,
        finishedAt);
  }

  private Job with(
      State state,
      long done,
      @Nullable Long total,
      @Nullable String detail,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {
    return new Job(
        id,
        kind,
        state,
        subject,
        done,
        total,
        accepted,
        unchanged,
        rejected,
        rejects,
        detail,
        createdAt,
        startedAt,
        finishedAt);
  }
}
