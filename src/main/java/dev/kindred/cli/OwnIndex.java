package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.operation.DataFolder;

/// The index of a data folder, for a command that works on it without a server.
final class OwnIndex {
  private OwnIndex() {}

  /// @param request what to ask of a server instead
  /// @throws StartException when another process owns the index
  static DataFolder.IndexLock lock(DataFolder folder, String request) {
    return folder
        .lockIndex()
        .orElseThrow(() ->
            new StartException(
                folder.indexOwner().orElse("another process")
                    + " owns the index in "
                    + folder.root()
                    + "; if that is a server, ask it instead: "
                    + request));
  }
}
