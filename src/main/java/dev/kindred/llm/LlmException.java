package dev.kindred.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A language model gave no reply that can be used. The message holds neither the key nor more than
/// a line of what the provider said.
public final class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is to be done about it.
  public enum Kind {
    /// 429, 5xx, a time-out, no connection: again later.
    BUSY,
    /// The answer was cut, or is not what the provider's protocol promises: again later.
    GARBLED,
    /// Longer than any reply asked for; the same question would give the same.
    TOO_LONG,
    /// The provider does not take this question (400, 413, a filter).
    DECLINED,
    /// The provider takes no question at all: wrong key, address or model.
    REFUSED,
    /// What may be spent is spent.
    BUDGET,
    /// Who asked was interrupted.
    STOPPED
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  LlmException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  LlmException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /// How long the provider asks to be left alone; null when it does not say.
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  boolean passes() {
    return kind == Kind.BUSY || kind == Kind.GARBLED;
  }
}
