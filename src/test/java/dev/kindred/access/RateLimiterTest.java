package dev.kindred.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.access.RateLimiter.Decision;
import dev.kindred.access.RateLimiter.Options;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
  private static final class ManualTime implements TimeMeter {
    private long nanos;

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final ManualTime time = new ManualTime();
  private final RateLimiter limiter =
      new RateLimiter(Options.DEFAULT.withRequestsPerMinute(60), time);

  @Test
  void allowsAMinutesRequestsAtOnceAndThenOneASecond() {
    for (int i = 1; i <= 60; i++) {
      assertThat(limiter.take("a", null)).isEqualTo(new Decision(true, 60, 60 - i, Duration.ZERO));
    }
    assertThat(limiter.take("a", null))
        .isEqualTo(new Decision(false, 60, 0, Duration.ofSeconds(60 / 60)));
    time.pass(Duration.ofSeconds(1));
    assertThat(limiter.take("a", null).allowed()).isTrue();
    assertThat(limiter.take("a", null).allowed()).isFalse();
  }

  @Test
  void callersDoNotShareABucket() {
    for (int i = 0; i < 60; i++) limiter.take("a", null);
    assertThat(limiter.take("a", null).allowed()).isFalse();
    assertThat(limiter.take("b", null).remaining()).isEqualTo(59);
  }

  @Test
  void aKeysOwnLimitComesFirst() {
    assertThat(limiter.take("a", 2).remaining()).isEqualTo(1);
    assertThat(limiter.take("a", 2).allowed()).isTrue();
    Decision refused = limiter.take("a", 2);
    assertThat(refused).isEqualTo(new Decision(false, 2, 0, Duration.ofSeconds(60 / 2)));
  }

  @Test
  void aFullBucketHoldsNoMoreThanAMinute() {
    limiter.take("a", null);
    time.pass(Duration.ofHours(1));
    assertThat(limiter.take("a", null).remaining()).isEqualTo(59);
  }

  @Test
  void rejectsLimitsOutOfRange() {
    assertThatThrownBy(() -> limiter.take("a", 0))
        .hasMessage("requestsPerMinute must be 1..10000000, got 0");
    assertThatThrownBy(() -> Options.DEFAULT.withRequestsPerMinute(-1))
        .hasMessage("requestsPerMinute must be 1..10000000, got -1");
    assertThatThrownBy(() -> Options.DEFAULT.withMaxCallers(0))
        .hasMessage("maxCallers must be 1..10000000, got 0");
  }
}
