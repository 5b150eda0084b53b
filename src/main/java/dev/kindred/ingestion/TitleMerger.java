package dev.kindred.ingestion;

import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.MergeStore.Outcome;
import dev.kindred.catalogue.TitleId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The write path of merges: the store first, durable; then the index is told to follow. See
/// [MergeStore] for what each does, and [IndexFollower#awaitVisible] for when searches see it.
/// Thread-safe.
public final class TitleMerger {
  private final MergeStore store;
  private final Runnable written;

  /// @param written told after each call: the follower's signal, or nothing where another process
  ///   follows
  public TitleMerger(MergeStore store, Runnable written) {
    this.store = store;
    this.written = written;
  }

  public CompletableFuture<Outcome> merge(
      TitleId kept, TitleId dropped, @Nullable Long expectedSeq) {
    return told(store.merge(kept, dropped, expectedSeq));
  }

  public CompletableFuture<Outcome> split(TitleId dropped, @Nullable Long expectedSeq) {
    return told(store.split(dropped, expectedSeq));
  }

  private CompletableFuture<Outcome> told(CompletableFuture<Outcome> outcome) {
    return outcome.thenApply(done -> {
      written.run();
      return done;
    });
  }
}
