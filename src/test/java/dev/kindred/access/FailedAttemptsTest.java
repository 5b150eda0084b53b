package dev.kindred.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailedAttemptsTest {
  private long now;
  private final FailedAttempts attempts =
      new FailedAttempts(
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return now;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void afterAMinutesFailuresAClientWaitsAndOthersDoNot() {
    exhaust("192.0.2.1");
    RateLimiter.Decision refused = attempts.count("192.0.2.1");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter())
        .isEqualTo(Duration.ofMinutes(1).dividedBy(FailedAttempts.PER_MINUTE));
    assertThat(attempts.count("192.0.2.2").allowed()).isTrue();
    now += refused.retryAfter().toNanos();
    assertThat(attempts.count("192.0.2.1").allowed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1,             [2001:db8::2],   false",
    "2001:db8::1,             2001:db8:0:0:ffff:ffff:ffff:ffff, false",
    "2001:db8::1,             2001:db8:0:1::1, true",
    "fe80::1%eth0,            [fe80::2],       false",
    "::ffff:192.0.2.1,        192.0.2.1,       false",
  })
  void anIpv6NetworkIsOneClient(String first, String second, boolean allowed) {
    exhaust(first);
    assertThat(attempts.count(second).allowed()).isEqualTo(allowed);
  }

  private void exhaust(String address) {
    for (int i = 0; i < FailedAttempts.PER_MINUTE; i++)
      assertThat(attempts.count(address).allowed()).isTrue();
  }
}
