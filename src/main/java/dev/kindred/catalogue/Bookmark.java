package dev.kindred.catalogue;

/// How far a long run of writes has got, kept by the store in the same commit as the writes that
/// brought it there: after a crash the run goes on from here, and nothing is skipped or counted
/// twice.
///
/// @param name of the run
/// @param position a number that the run understands and that only grows
/// @param written writes up to the position
/// @param unchanged of the written, those that were there already in the same form
/// @param seq the store's last change when it was set; when the store has gone on since, another
///   has written
/// @param note what else the run wants to find again
public record Bookmark(
    String name, long position, long written, long unchanged, long seq, String note) {

  /// Moves a bookmark within a commit. When it does not stand where the move begins, because an
  /// earlier batch failed or another process does the same, the writes of the commit fail with an
  /// [OutOfTurnException].
  ///
  /// @param from where it stands before
  public record Move(String name, long from, long to, String note) {
    public Move {
      if (to < from) throw new IllegalArgumentException("bookmark back from " + from + " to " + to);
    }
  }

  /// The bookmark stands elsewhere than its mover believes.
  public static final class OutOfTurnException extends IllegalStateException {
    public OutOfTurnException(String name, long expected) {
      super("bookmark " + name + " is not at " + expected + ": another process moves it");
    }
  }
}
