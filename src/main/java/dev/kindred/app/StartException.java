package dev.kindred.app;

/// Why a command cannot begin its work on this machine, said to the person who started it: what is
/// in the way, and what to do about it.
public final class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
