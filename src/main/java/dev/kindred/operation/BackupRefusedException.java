package dev.kindred.operation;

/// A backup cannot be restored; says why, to the person who asked.
public final class BackupRefusedException extends RuntimeException {
  public BackupRefusedException(String message) {
    super(message);
  }
}
