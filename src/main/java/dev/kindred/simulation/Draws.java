package dev.kindred.simulation;

import java.util.SplittableRandom;
import java.util.UUID;

/// Everything one viewer's chance decides, from a seed. By `StrictMath`, so that a world is the
/// same on every machine. Not thread-safe.
final class Draws {
  private final SplittableRandom random;

  /// @param stream apart from other streams of the same seed
  Draws(int seed, int stream) {
    long both = ((long) seed << Integer.SIZE) | stream;
    this.random = new SplittableRandom(new SplittableRandom(both).nextLong()); // far apart
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Mean 0, deviation 1.
  double normal() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
        * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /// Added to scores, the largest sum is a draw by softmax of the scores.
  double gumbel() {
    return -StrictMath.log(-StrictMath.log(1 - random.nextDouble()));
  }

  String uuid() {
    return new UUID(
            (random.nextLong() & ~0xf000L) | 0x4000L,
            (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62))
        .toString();
  }
}
