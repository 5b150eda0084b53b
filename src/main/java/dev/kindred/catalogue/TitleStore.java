package dev.kindred.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The facts about titles, durable. Writes of all callers are applied by one writer and committed
/// in groups; reads see committed data and never wait for writes. Thread-safe. Failures are
/// [java.io.UncheckedIOException]; a full disk is [StoreFullException], after which reads go on and
/// later writes are tried afresh.
public interface TitleStore extends AutoCloseable {
  /// Applies the writes in order, all in one commit; completes once they would survive a power cut.
  /// Outcomes stand in the order of the writes.
  default CompletableFuture<List<TitleWrite.Outcome>> write(List<? extends TitleWrite> writes) {
    return write(writes, null);
  }

  /// The same, and moves a bookmark in that commit; with no writes it only moves the bookmark.
  ///
  /// @param move null moves none; fails with [Bookmark.OutOfTurnException]
  CompletableFuture<List<TitleWrite.Outcome>> write(
      List<? extends TitleWrite> writes, Bookmark.@Nullable Move move);

  Optional<Bookmark> bookmark(String name);

  /// Puts a bookmark at position 0, anew if it was there.
  void beginBookmark(String name, String note);

  /// Nothing happens when there is none.
  void removeBookmark(String name);

  /// The title that an id stands for: under the id it was merged into, when it was (see
  /// [MergeStore]).
  Optional<StoredTitle> find(TitleId id);

  /// The key of [#find], for less.
  default Optional<TitleKey> key(TitleId id) {
    return find(id).map(StoredTitle::key);
  }

  /// The own keys of those among `ids` that stand for a title: also of an id that was merged into
  /// another title its own, so that what is kept under it follows a merge, and a split too; see
  /// [#redirects].
  default Map<TitleId, TitleKey> ownKeys(Collection<TitleId> ids) {
    Map<TitleId, TitleKey> keys = new HashMap<>();
    for (TitleId id : ids) key(id).ifPresent(key -> keys.put(id, key));
    return keys;
  }

  /// The inverse of [#ownKeys], also for titles that were deleted; nothing for a key never given.
  default Map<TitleKey, TitleId> ids(Collection<TitleKey> keys) {
    Map<TitleKey, TitleId> ids = new HashMap<>();
    byKey(keys).forEach((key, stored) -> ids.put(key, stored.title().id()));
    return ids;
  }

  /// From the own key of each id that was merged into another title to the key of that title.
  default Map<TitleKey, TitleKey> redirects() {
    return Map.of();
  }

  /// The titles that exist among `keys`.
  Map<TitleKey, StoredTitle> byKey(Collection<TitleKey> keys);

  /// Up to `limit` titles with a key greater than `after` (0 for the first), in key order.
  List<StoredTitle> page(int after, int limit);

  /// What each id says of the titles of a [#page]: the title's own first, then those merged into it
  /// in the order in which they fill gaps, so that one always stands before what was merged into
  /// it.
  ///
  /// @throws DamagedTitleException when a row cannot be read
  default List<IdFacts> facts(int after, int limit) {
    return page(after, limit).stream().map(IdFacts::of).toList();
  }

  /// Up to `limit` changes with a seq greater than `after`, in seq order; one per title, its
  /// latest.
  List<Change> changes(long after, int limit);

  /// The seq of the last change, 0 when there was none.
  long lastSeq();

  /// How many changes lie after `after`.
  long countChanges(long after);

  long count();

  /// How many of them could not be read when somebody tried, and cannot still: [#byKey] and [#page]
  /// leave those out, [#find] fails with a [DamagedTitleException].
  default long countDamaged() {
    return 0;
  }

  /// How many titles came from each source.
  Map<String, Long> countBySource();

  /// Deletes every title of a source but those that hold facts of another source too, having been
  /// merged; returns how many.
  long deleteSource(String source);

  @Override
  void close();
}
