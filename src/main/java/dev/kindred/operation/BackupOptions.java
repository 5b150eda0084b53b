package dev.kindred.operation;

/// How backups are kept.
///
/// @param kept finished backups kept in the data folder, 1..1000; the oldest beyond go when one is
///   made
public record BackupOptions(int kept) {
  public static final BackupOptions DEFAULT = new BackupOptions(7);

  public BackupOptions {
    if (kept < 1 || kept > 1_000)
      throw new IllegalArgumentException("kept must be 1..1000, got " + kept);
  }
}
