package dev.kindred.enrichment;

/// A model wrote a profile that was found wrong, and wrong again after it was told so; the message
/// says how.
public final class ProfileRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ProfileRefusedException(String message) {
    super(message);
  }
}
