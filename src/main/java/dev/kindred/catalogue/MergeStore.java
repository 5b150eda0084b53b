package dev.kindred.catalogue;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Says that two ids name one title, durable and in one commit, and takes it back.
///
/// A merge deletes nothing. The dropped id becomes a redirect to the kept title: every lookup by it
/// finds that one, and nothing else ever gets its key. Its facts stay with the kept title and fill
/// what that one does not say itself ([MergeRule]); a write under the dropped id goes on changing
/// those facts and no others, so importing both sources again changes nothing. Deleting the kept
/// title deletes the facts of all its ids and ends the merge: each id is free again, with the key
/// it had.
///
/// Failures are those of [TitleStore]. Thread-safe.
public interface MergeStore {
  /// Merges `dropped`, and whatever was merged into it, into the title that `kept` stands for.
  ///
  /// @param expectedSeq the version of the kept title that the caller saw; null for any
  CompletableFuture<Outcome> merge(TitleId kept, TitleId dropped, @Nullable Long expectedSeq);

  /// Undoes the merge of one id, which is a title of its own again, under the key it had and with
  /// what was merged into it before. An id that was only linked ([TitleWrite.Link]) is no title; it
  /// is let go.
  ///
  /// @param expectedSeq the version of the title that `dropped` now stands for; null for any
  CompletableFuture<Outcome> split(TitleId dropped, @Nullable Long expectedSeq);

  /// What became of it.
  ///
  /// @param seq after MERGED, UNCHANGED and SPLIT the version of the title that the first argument
  ///   stands for; for CONFLICT the version that is there; else 0
  /// @param title after MERGED, UNCHANGED and SPLIT that title as this left it, whatever happens to
  ///   it next; null when its row is damaged, and else
  record Outcome(Result result, long seq, @Nullable StoredTitle title) {
    public Outcome(Result result, long seq) {
      this(result, seq, null);
    }
  }

  enum Result {
    MERGED,
    SPLIT,
    /// It was merged into this title before; nothing changed.
    UNCHANGED,
    /// There is no title under the kept id, or, of a split, under the given one.
    UNKNOWN_KEPT,
    UNKNOWN_DROPPED,
    /// Both ids name the same title already: the same id twice, or the second is the one that the
    /// first was merged into.
    SAME_TITLE,
    /// The dropped id is itself merged into another title than this one.
    MERGED_ELSEWHERE,
    /// One is the other's parent, or the edition of it: a part cannot be the whole.
    RELATED,
    /// The split of an id without facts: it is no id of the title any more.
    UNLINKED,
    /// A split of an id that is nobody's redirect.
    NOT_MERGED,
    /// Another version than the expected one is there.
    CONFLICT
  }
}
