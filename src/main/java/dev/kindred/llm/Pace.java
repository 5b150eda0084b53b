package dev.kindred.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Keeps requests and tokens of any 60 seconds within their limits, exactly: what was sent is
/// remembered until it is a minute old. A single request beyond the limit of tokens goes when
/// nothing else went for a minute. Thread-safe; waiting threads hold no lock.
final class Pace {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /// One request that was let go.
  static final class Sent {
    private final long at;
    private long tokens;

    private Sent(long at, long tokens) {
      this.at = at;
      this.tokens = tokens;
    }
  }

  private final int requests;
  private final int tokens;
  private final Time time;
  private final Deque<Sent> window = new ArrayDeque<>();
  private long windowTokens;
  private long pausedUntil;

  /// @param requests in any minute, 0 for no limit
  /// @param tokens in any minute, 0 for no limit
  Pace(int requests, int tokens, Time time) {
    this.requests = requests;
    this.tokens = tokens;
    this.time = time;
    this.pausedUntil = time.nanos();
  }

  /// Waits until a request may go.
  Sent await(int estimatedTokens) throws InterruptedException {
    while (true) {
      long wait;
      synchronized (this) {
        long now = time.nanos();
        wait = waitAt(now, estimatedTokens);
        if (wait <= 0) {
          Sent sent = new Sent(now, estimatedTokens);
          if (requests > 0 || tokens > 0) {
            window.add(sent);
            windowTokens += estimatedTokens;
          }
          return sent;
        }
      }
      time.sleep(Duration.ofNanos(wait));
    }
  }

  /// Puts what a request really took in place of what was estimated.
  synchronized void settle(Sent sent, int actualTokens) {
    if (window.contains(sent)) windowTokens += actualTokens - sent.tokens;
    sent.tokens = actualTokens;
  }

  /// Lets nothing go for a while: the provider asked for it.
  synchronized void pause(Duration wait) {
    long until = time.nanos() + wait.toNanos();
    if (until - pausedUntil > 0) pausedUntil = until;
  }

  private long waitAt(long now, int estimated) {
    if (pausedUntil - now > 0) return pausedUntil - now;
    while (!window.isEmpty() && now - window.getFirst().at >= MINUTE)
      windowTokens -= window.removeFirst().tokens;
    if (window.isEmpty()) return 0;
    boolean full =
        (requests > 0 && window.size() >= requests)
            || (tokens > 0 && windowTokens + estimated > tokens);
    return full ? window.getFirst().at + MINUTE - now : 0;
  }
}
