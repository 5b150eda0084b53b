package dev.kindred.crash;

import dev.kindred.crash.KillPoint.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Kills at a [KillPoint], once the operations that pass by reach it. Thread-safe.
final class Killer {
  private final KillPoint point;
  private final Map<Operation, Integer> begun = new EnumMap<>(Operation.class);
  private final CountDownLatch killed = new CountDownLatch(1);

  Killer(KillPoint point) {
    this.point = point;
  }

  /// An operation is about to begin.
  ///
  /// @param victim what to kill when this is the one
  void begins(Operation operation, Runnable victim) {
    int nth;
    synchronized (begun) {
      nth = begun.merge(operation, 1, Integer::sum);
    }
    if (operation != point.operation() || nth != point.nth()) return;
    Thread.ofPlatform()
        .daemon()
        .name("killer")
        .start(() -> {
          long until = System.nanoTime() + point.delay().toNanos();
          for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime())
            LockSupport.parkNanos(left);
          victim.run();
          killed.countDown();
        });
  }

  boolean isOver() {
    return killed.getCount() == 0;
  }

  /// Waits for the kill; false when it does not come.
  boolean await(Duration timeout) throws InterruptedException {
    return killed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How many operations of each kind began.
  Map<Operation, Integer> begun() {
    synchronized (begun) {
      return new EnumMap<>(begun);
    }
  }
}
