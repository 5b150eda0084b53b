package dev.kindred.catalogue;

import org.jspecify.annotations.Nullable;

/// One write to the store. Under an id that was merged into another title it changes the facts that
/// this id gives to that title, and no others; see [MergeStore].
public sealed interface TitleWrite {
  TitleId id();

  /// The version the writer saw last; null writes whatever is there. [#ABSENT] wants the title not
  /// to exist yet.
  @Nullable Long expectedSeq();

  long ABSENT = 0;

  /// Creates or replaces a title. A stored profile stays when `profile` is null.
  ///
  /// @param mergedInto the id that the title is then merged into, as an export says; null leaves it
  ///   what it is
  /// @param sparesOthers whether a plainly other title of another source keeps the id; see
  ///   [Result#TAKEN]
  record Put(
      Title title,
      @Nullable ContentProfile profile,
      String source,
      @Nullable TitleId mergedInto,
      boolean sparesOthers,
      @Nullable Long expectedSeq)
      implements TitleWrite {
    /// A title that is merged into no other by this, and replaces whatever is there.
    public Put(
        Title title, @Nullable ContentProfile profile, String source, @Nullable Long expectedSeq) {
      this(title, profile, source, null, false, expectedSeq);
    }

    @Override
    public TitleId id() {
      return title.id();
    }
  }

  record Delete(TitleId id, @Nullable Long expectedSeq) implements TitleWrite {}

  /// Sets the profile of a title that exists.
  record SetProfile(TitleId id, ContentProfile profile, @Nullable Long expectedSeq)
      implements TitleWrite {}

  /// Makes `id`, under which nobody has said anything, another id of the title that `of` stands
  /// for: one without facts of its own. An id that was linked to another title is linked anew.
  record Link(TitleId id, TitleId of) implements TitleWrite {
    @Override
    public @Nullable Long expectedSeq() {
      return null;
    }
  }

  /// What became of a write.
  ///
  /// @param seq the title's version after the write; for CONFLICT the version that is there, 0 when
  ///   there is none
  record Outcome(Result result, long seq) {}

  enum Result {
    CREATED,
    REPLACED,
    /// The same title and profile were there already; nothing changed.
    UNCHANGED,
    DELETED,
    /// Nothing to delete or to describe.
    MISSING,
    /// The id of a delete was merged into another title; nothing was deleted.
    REDIRECTED,
    /// The two ids stay apart: the title to join is unknown, or is a part of the other, or the id
    /// stands for another title. A put has written its title all the same.
    NOT_JOINED,
    /// The id is that of a plainly other title, of another source, which stays; nothing was
    /// written.
    TAKEN,
    /// Another version than the expected one is there.
    CONFLICT
  }
}
