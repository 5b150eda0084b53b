package dev.kindred.ingestion;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.IndexChange;
import dev.kindred.index.TitleIndex;
import dev.kindred.ingestion.TitleAssembly.Assembled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One index and how far it has followed the store. [#advance] is the one mechanism behind
/// following, catching up after a restart, rebuilding and rolling back: take the changes after the
/// applied seq, fetch the titles as they stand now, apply. What it fetches may be newer than the
/// change; that change comes again and finds its work done. Applying twice is harmless, so any seq
/// that is not too high will do to begin with.
///
/// Written to by one thread at a time; the figures may be read from any.
final class IndexCursor {
  private static final Logger LOG = LoggerFactory.getLogger(IndexCursor.class);
  private final TitleStore store;
  private final TitleAssembly assembly;
  private final TitleIndex index;
  private final WaitingTitles waiting;
  private volatile State state;
  private volatile int withoutVectors;
  private boolean unrefreshed;
  private boolean uncommitted;
  private boolean broken;
  private boolean patient;

  /// @param applied everything up to here is in the index, but for the gap
  /// @param visible everything up to here was there at the last refresh, but for the gap
  private record State(long applied, long visible, @Nullable Gap gap) {
    State applied(long seq) {
      return new State(seq, visible, gap);
    }
  }

  /// Changes passed over because a rebuild is to bring them: after `from`, up to `to`.
  private record Gap(long from, long to) {}

  IndexCursor(TitleStore store, TitleAssembly assembly, TitleIndex index, FollowOptions options) {
    this.store = store;
    this.assembly = assembly;
    this.index = index;
    this.waiting = new WaitingTitles(options.retryVectors());
    this.state = new State(index.committedSeq(), index.committedSeq(), null);
  }

  TitleIndex index() {
    return index;
  }

  /// The key that an id stands for in the store, the ids of merged titles included.
  Optional<TitleKey> storedKey(TitleId id) {
    return store.key(id);
  }

  /// Applies up to `limit` changes; returns how many there were.
  int advance(int limit) {
    List<Change> changes = store.changes(state.applied(), limit);
    if (!changes.isEmpty()) {
      apply(changes);
      state = state.applied(changes.getLast().seq());
    }
    if (changes.size() < limit) patient = false;
    return changes.size();
  }

  /// Applies the changes up to `seq`, and perhaps a few more, whatever is written meanwhile.
  ///
  /// @param limit changes applied at once
  /// @param applied told how many were, each time
  void advanceTo(long seq, int limit, IntConsumer applied) {
    int count = limit;
    while (count == limit && state.applied() < seq) {
      count = advance(limit);
      applied.accept(count);
    }
  }

  /// Tries the titles again whose vectors failed and whose turn has come.
  void retryVectors(int limit) {
    List<TitleKey> due = waiting.due(limit, System.nanoTime());
    if (due.isEmpty()) return;
    Collection<StoredTitle> stored = store.byKey(due).values();
    Assembled assembled = assembly.assemble(List.copyOf(stored));
    List<IndexChange> changes = new ArrayList<>();
    for (var title : assembled.titles()) {
      if (!assembled.failed().contains(title.key())) changes.add(new IndexChange.Upsert(title));
    }
    write(changes);
    waiting.tried(due, assembled.failed(), System.nanoTime());
    withoutVectors = waiting.size();
  }

  /// Titles that a bulk load put into the index without vectors: they wait like others.
  void await(Collection<TitleKey> keys) {
    for (TitleKey key : keys) waiting.add(key, 0, System.nanoTime());
    withoutVectors = waiting.size();
  }

  void refresh() {
    if (!unrefreshed && state.visible() == state.applied()) return;
    guarded(index::refresh);
    unrefreshed = false;
    state = new State(state.applied(), state.applied(), state.gap());
  }

  /// Makes what was applied durable, with the seq after which a restart has to begin.
  void commit() {
    long seq = Math.max(index.committedSeq(), checkpoint());
    if (!uncommitted && seq == index.committedSeq()) return;
    guarded(() -> index.commit(seq));
    uncommitted = false;
  }

  boolean isUncommitted() {
    return uncommitted || checkpoint() > index.committedSeq();
  }

  /// How many changes are not applied yet, those in the gap apart.
  long backlog() {
    return store.countChanges(state.applied());
  }

  /// Passes over the whole backlog, which a rebuild is to bring, and goes on with what is written
  /// from now on. The checkpoint stays before the gap.
  void leap() {
    State before = state;
    long last = store.lastSeq();
    long from = before.gap() == null ? before.applied() : before.gap().from();
    state = new State(last, before.visible(), new Gap(from, last));
  }

  /// Goes back to before the gap, to follow its changes one by one after all, and leaps no more
  /// until that is done.
  void closeGap() {
    Gap gap = state.gap();
    if (gap == null) return;
    state = new State(gap.from(), Math.min(gap.from(), state.visible()), null);
    patient = true;
  }

  boolean hasGap() {
    return state.gap() != null;
  }

  /// Whether it is to follow a backlog however large.
  boolean isPatient() {
    return patient;
  }

  /// Whether a search sees the change `seq`.
  boolean shows(long seq) {
    State now = state;
    Gap gap = now.gap();
    return seq <= now.visible() && (gap == null || seq <= gap.from() || seq > gap.to());
  }

  /// Searches see everything up to here.
  long visibleSeq() {
    State now = state;
    Gap gap = now.gap();
    return gap == null ? now.visible() : Math.min(gap.from(), now.visible());
  }

  /// Titles that wait for their vectors; to be asked by the one thread that writes.
  Set<TitleKey> waiting() {
    return waiting.keys();
  }

  /// How many titles wait for their vectors.
  int withoutVectors() {
    return withoutVectors;
  }

  /// Whether the index failed at writing, after which it may refuse every further write until it is
  /// opened anew.
  boolean isBroken() {
    return broken;
  }

  private long checkpoint() {
    State now = state;
    return waiting.checkpoint(now.gap() == null ? now.applied() : now.gap().from());
  }

  private void apply(List<Change> changes) {
    List<TitleKey> keys = changes.stream().map(Change::key).toList();
    Map<TitleKey, StoredTitle> stored = store.byKey(keys);
    List<StoredTitle> present = new ArrayList<>();
    for (TitleKey key : keys) {
      StoredTitle title = stored.get(key);
      if (title != null) present.add(title);
    }
    Assembled assembled = assembly.assemble(present);
    List<IndexChange> writes = new ArrayList<>(changes.size());
    int next = 0;
    for (Change change : changes) {
      if (stored.containsKey(change.key()))
        writes.add(new IndexChange.Upsert(assembled.titles().get(next++)));
      else if (change.op() == Change.Op.DELETE) writes.add(new IndexChange.Remove(change.key()));
      // Else its row is damaged, and what the index holds of it is all there is; or it was deleted
      // since, and that change comes later.
    }
    write(writes);
    for (Change change : changes) {
      if (assembled.failed().contains(change.key()))
        waiting.add(change.key(), change.seq(), System.nanoTime());
      else waiting.remove(change.key());
    }
    withoutVectors = waiting.size();
  }

  private void write(List<IndexChange> changes) {
    if (changes.isEmpty()) return;
    unrefreshed = true;
    uncommitted = true;
    guarded(() -> {
      try {
        index.apply(changes);
      } catch (IllegalArgumentException e) {
        writeOneByOne(changes, e);
      }
    });
  }

  /// One title that the index cannot take must not keep out those after it.
  private void writeOneByOne(List<IndexChange> changes, IllegalArgumentException cause) {
    if (changes.size() == 1) {
      LOG.error("the index refuses {}; it stays out", name(changes.getFirst()), cause);
      return;
    }
    for (IndexChange change : changes) {
      try {
        index.apply(List.of(change));
      } catch (IllegalArgumentException e) {
        LOG.error("the index refuses {}; it stays out", name(change), e);
      }
    }
  }

  private static String name(IndexChange change) {
    return switch (change) {
      case IndexChange.Upsert upsert -> "title " + upsert.title().title().id();
      case IndexChange.Remove remove -> "the removal of title key " + remove.key().value();
    };
  }

  private void guarded(Runnable write) {
    broken = true;
    write.run();
    broken = false;
  }
}
