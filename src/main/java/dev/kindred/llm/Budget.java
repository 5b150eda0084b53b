package dev.kindred.llm;

import java.time.Duration;

/// What may be spent on a model, and what was. A call counts when it is sent, a retry too; tokens
/// as the provider counts them, or as estimated where it does not. Thread-safe.
public final class Budget {
  /// @param calls most calls in a period, 0 for no limit
  /// @param tokens most tokens in a period, 0 for no limit
  /// @param period after which a new budget begins, 1 min..8,760 h
  public record Limits(long calls, long tokens, Duration period) {
    public static final Limits NONE = new Limits(0, 0, Duration.ofHours(24));

    public Limits {
      if (calls < 0) throw new IllegalArgumentException("calls must be 0 or more, got " + calls);
      if (tokens < 0) throw new IllegalArgumentException("tokens must be 0 or more, got " + tokens);
      if (period.compareTo(Duration.ofMinutes(1)) < 0 || period.compareTo(Duration.ofDays(365)) > 0)
        throw new IllegalArgumentException(
            "period must be 1m..8760h, got " + period.toSeconds() + "s");
    }
  }

  /// @param calls requests sent since the start
  /// @param inputTokens tokens of them
  /// @param outputTokens tokens of the answers
  public record Spent(long calls, long inputTokens, long outputTokens) {}

  private final Limits limits;
  private final Time time;
  private Spent spent = new Spent(0, 0, 0);
  private long periodStart;
  private long periodCalls;
  private long periodTokens;

  public Budget(Limits limits) {
    this(limits, Time.SYSTEM);
  }

  Budget(Limits limits, Time time) {
    this.limits = limits;
    this.time = time;
    this.periodStart = time.nanos();
  }

  /// Takes a call that is about to be sent.
  ///
  /// @param tokens of the request, estimated
  /// @throws LlmException [LlmException.Kind#BUDGET] when it would go beyond
  synchronized void take(int tokens) {
    long now = time.nanos();
    if (now - periodStart >= limits.period.toNanos()) {
      periodStart = now;
      periodCalls = 0;
      periodTokens = 0;
    }
    if (limits.calls > 0 && periodCalls >= limits.calls)
      throw new LlmException(
          LlmException.Kind.BUDGET, "the budget of " + limits.calls + " calls is spent");
    if (limits.tokens > 0 && periodTokens + tokens > limits.tokens)
      throw new LlmException(
          LlmException.Kind.BUDGET, "the budget of " + limits.tokens + " tokens is spent");
    periodCalls++;
    periodTokens += tokens;
    spent = new Spent(spent.calls + 1, spent.inputTokens + tokens, spent.outputTokens);
  }

  /// Puts what a call really took in place of what was estimated.
  synchronized void settle(int estimated, int inputTokens, int outputTokens) {
    periodTokens += (long) inputTokens + outputTokens - estimated;
    spent =
        new Spent(
            spent.calls,
            spent.inputTokens + inputTokens - estimated,
            spent.outputTokens + outputTokens);
  }

  public synchronized Spent spent() {
    return spent;
  }
}
