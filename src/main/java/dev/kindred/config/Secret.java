package dev.kindred.config;

/// Text that is never shown: a password or a key to somebody else's service.
public record Secret(String value) {
  static final String HIDDEN = "hidden";

  @Override
  public String toString() {
    return HIDDEN;
  }
}
