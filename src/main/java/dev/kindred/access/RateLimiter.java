package dev.kindred.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A token bucket for each caller: it holds a minute's requests and refills evenly. Buckets nobody
/// uses are dropped once they are full again, and beyond [Options#maxCallers] the least used are.
/// Thread-safe.
public final class RateLimiter {
  /// Highest limit that may be set.
  public static final int MAX_PER_MINUTE = 10_000_000;

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /// @param requestsPerMinute for callers that have no limit of their own
  /// @param maxCallers how many are told apart at a time, 1 to 10,000,000
  public record Options(int requestsPerMinute, int maxCallers) {
    public static final Options DEFAULT = new Options(60_000, 100_000);

    public Options {
      check(requestsPerMinute);
      if (maxCallers < 1 || maxCallers > 10_000_000) {
        throw new IllegalArgumentException("maxCallers must be 1..10000000, got " + maxCallers);
      }
    }

    public Options withRequestsPerMinute(int value) {
      return new Options(value, maxCallers);
    }

    public Options withMaxCallers(int value) {
      return new Options(requestsPerMinute, value);
    }
  }

  /// Whether a request may go on.
  ///
  /// @param limit requests a minute
  /// @param remaining requests that may follow at once
  /// @param retryAfter how long to wait before the next try; zero when allowed
  public record Decision(boolean allowed, int limit, long remaining, Duration retryAfter) {}

  // The limit is part of the key: a caller whose limit changes starts a new bucket.
  private record Caller(String who, int perMinute) {}

  private final Options options;
  private final TimeMeter time;
  private final Cache<Caller, Bucket> buckets;

  public RateLimiter(Options options) {
    this(options, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimiter(Options options, TimeMeter time) {
    this.options = options;
    this.time = time;
    Ticker ticker = time::currentTimeNanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(options.maxCallers())
            .expireAfterAccess(PERIOD)
            .ticker(ticker)
            .build();
  }

  /// Takes one request from the bucket of `who`: a key id or a client address.
  ///
  /// @param perMinute the caller's own limit; null for the server's
  public Decision take(String who, @Nullable Integer perMinute) {
    int limit = perMinute == null ? options.requestsPerMinute() : check(perMinute);
    ConsumptionProbe probe =
        buckets
            .get(new Caller(who, limit), caller -> bucket(caller.perMinute()))
            .tryConsumeAndReturnRemaining(1);
    return new Decision(
        probe.isConsumed(),
        limit,
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  static int check(int perMinute) {
    if (perMinute < 1 || perMinute > MAX_PER_MINUTE) {
      throw new IllegalArgumentException(
          "requestsPerMinute must be 1.." + MAX_PER_MINUTE + ", got " + perMinute);
    }
    return perMinute;
  }

  private Bucket bucket(int perMinute) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .build();
  }
}
