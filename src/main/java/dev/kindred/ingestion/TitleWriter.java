package dev.kindred.ingestion;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The one write path of titles: the store first, durable; then the index is told to follow. A
/// write completes when it would survive a power cut, before searches see it; wait for its seq with
/// [IndexFollower#awaitVisible] where that matters. Futures fail as [TitleStore] says. Thread-safe.
public final class TitleWriter {
  private final TitleStore store;
  private final Runnable written;

  /// @param written told after each write that changed something: the follower's signal, or nothing
  ///   where another process follows
  public TitleWriter(TitleStore store, Runnable written) {
    this.store = store;
    this.written = written;
  }

  /// Creates or replaces a title.
  ///
  /// @param profile null leaves a stored profile as it is
  /// @param source where the title comes from, `api` for one written by hand
  /// @param expectedSeq the version the caller saw; see [TitleWrite#expectedSeq]
  public CompletableFuture<TitleWrite.Outcome> put(
      Title title, @Nullable ContentProfile profile, String source, @Nullable Long expectedSeq) {
    return one(new TitleWrite.Put(title, profile, source, expectedSeq));
  }

  public CompletableFuture<TitleWrite.Outcome> delete(TitleId id, @Nullable Long expectedSeq) {
    return one(new TitleWrite.Delete(id, expectedSeq));
  }

  /// Writes in order, in one commit; outcomes in the same order.
  public CompletableFuture<List<TitleWrite.Outcome>> write(List<? extends TitleWrite> writes) {
    return write(writes, null);
  }

  /// The same, and moves a bookmark in that commit; see [TitleStore#write(List, Bookmark.Move)].
  public CompletableFuture<List<TitleWrite.Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move) {
    return store
        .write(writes, move)
        .thenApply(outcomes -> {
          if (outcomes.stream().anyMatch(TitleWriter::changed)) written.run();
          return outcomes;
        });
  }

  /// Deletes every title of a source; returns how many.
  public long deleteSource(String source) {
    long deleted = store.deleteSource(source);
    if (deleted > 0) written.run();
    return deleted;
  }

  private CompletableFuture<TitleWrite.Outcome> one(TitleWrite write) {
    return write(List.of(write)).thenApply(List::getFirst);
  }

  private static boolean changed(TitleWrite.Outcome outcome) {
    return switch (outcome.result()) {
      case CREATED, REPLACED, DELETED, NOT_JOINED -> true;
      case UNCHANGED, MISSING, REDIRECTED, TAKEN, CONFLICT -> false;
    };
  }
}
