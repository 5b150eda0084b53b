package dev.kindred.ingestion;

import dev.kindred.index.TitleSearcher;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The index that searches run on, counted by its users: itself while it is live, and each searcher
/// that is not closed yet. The last one to let go closes the index. Thread-safe.
final class LiveIndex {
  private final IndexCursor cursor;
  private final Runnable closed;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// @param closed told once the index is closed
  LiveIndex(IndexCursor cursor, Runnable closed) {
    this.cursor = cursor;
    this.closed = closed;
  }

  IndexCursor cursor() {
    return cursor;
  }

  /// A searcher that keeps the index open until it is closed; empty when the index was let go just
  /// now.
  Optional<TitleSearcher> acquire() {
    int before;
    do {
      before = users.get();
      if (before == 0) return Optional.empty();
    } while (!users.compareAndSet(before, before + 1));
    try {
      return Optional.of(
          new LeasedSearcher(cursor.index().acquire(), cursor::storedKey, this::release));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  void release() {
    if (users.decrementAndGet() == 0) closeNow();
  }

  /// Closes the index under the feet of its users.
  void closeNow() {
    if (!isClosed.compareAndSet(false, true)) return;
    try {
      cursor.index().close();
    } finally {
      closed.run();
    }
  }
}
