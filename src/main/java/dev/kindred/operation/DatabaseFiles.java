package dev.kindred.operation;

import java.nio.file.Path;

/// What a backup needs of the files of the databases. Implementations are thread-safe; failures are
/// [java.io.UncheckedIOException], a full disk is [dev.kindred.catalogue.StoreFullException], a
/// damaged database is [dev.kindred.catalogue.StoreDamagedException].
public interface DatabaseFiles {
  /// Copies a database as it stands at one moment, whoever writes to it meanwhile, and however
  /// long; nobody waits for it. Reads every row, so that a damaged one fails.
  ///
  /// @param copy is created, readable by its owner only
  void copy(Path database, Path copy);

  /// Takes the backups that are being made out of the jobs of a copy: the one that makes the copy
  /// would stand there as unfinished for good.
  void forgetBackups(Path catalogue);

  /// What a `catalogue.db` that nobody writes to holds.
  StoreContents contents(Path catalogue);

  /// What an `events.db` that nobody writes to holds.
  EventContents eventContents(Path events);

  /// The schema that this version of Kindred brings a `catalogue.db` to; see
  /// [StoreContents#schema].
  int schema();

  /// The schema that this version of Kindred brings an `events.db` to; see [EventContents#schema].
  int eventSchema();
}
