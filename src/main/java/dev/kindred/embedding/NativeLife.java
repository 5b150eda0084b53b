package dev.kindred.embedding;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Native code must not run over freed memory: calls run while the model lives, and its end waits
/// for the callers inside. Thread-safe.
final class NativeLife {
  private final ReadWriteLock alive = new ReentrantReadWriteLock();
  private final String of;
  private boolean ended;

  /// @param of whose life, for the message after its end
  NativeLife(String of) {
    this.of = of;
  }

  /// @throws IllegalStateException after the end
  <T> T during(Supplier<T> call) {
    alive.readLock().lock();
    try {
      if (ended) throw new IllegalStateException(of + " is closed");
      return call.get();
    } finally {
      alive.readLock().unlock();
    }
  }

  /// Waits for the callers inside, then frees the native memory; nothing happens the second time.
  void end(Runnable free) {
    alive.writeLock().lock();
    try {
      if (ended) return;
      ended = true;
      free.run();
    } finally {
      alive.writeLock().unlock();
    }
  }
}
