package dev.kindred.operation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of long work, as it stands.
///
/// @param id opaque, sortable by time of creation
/// @param total steps in all, when known
/// @param accepted lines or titles taken
/// @param unchanged of the accepted, those that were there already in the same form
/// @param rejected lines or titles refused; the first [#MAX_REJECTS] of them are in `rejects`
/// @param detail one line on the outcome or the failure
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
    REBUILD
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
}
