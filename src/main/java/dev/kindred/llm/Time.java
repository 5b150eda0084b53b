package dev.kindred.llm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The time that limits, waits and budgets go by; the tests have one of their own.
interface Time {
  Time SYSTEM =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
      };

  /// Nanoseconds since some moment.
  long nanos();

  void sleep(Duration time) throws InterruptedException;
}
