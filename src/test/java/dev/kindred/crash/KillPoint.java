package dev.kindred.crash;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/// When a process is killed: so long after the nth operation of a kind began.
///
/// @param nth from 1
record KillPoint(Operation operation, int nth, Duration delay) {
  /// What is killed in the middle of, with the time that it may take; of those without one the time
  /// is measured.
  enum Operation {
    PUT(15),
    DELETE(15),
    IMPORT(900),
    REBUILD(2_000),
    FLIP(200),
    BACKUP(600),
    /// A `kindred import` beside a server: either of the two is killed.
    IMPORT_BESIDE(2_000),
    /// A `kindred import` that owns the index.
    IMPORT_ALONE(0),
    /// A `kindred rebuild-index`.
    REBUILD_ALONE(0),
    /// A start on a new folder, which loads the bundled titles.
    FIRST_START(0),
    /// A start that finds a backlog of changes.
    START(0),
    /// A merge, or the split that takes it back.
    MERGE(15),
    /// The copy of the index with the taste vectors of other models.
    TASTE(800);

    final Duration longest;

    Operation(int longestMillis) {
      this.longest = Duration.ofMillis(longestMillis);
    }

    boolean beginsInServer() {
      return !longest.isZero();
    }
  }

  /// Operations by turns, so that a hundred seeds in a row meet each of them seven times. Delays
  /// are spread over the magnitudes, since what is short is also what must not be cut in two.
  static KillPoint draw(long seed, SplittableRandom random) {
    Operation[] all = Operation.values();
    Operation operation = all[Math.floorMod(seed, all.length)];
    int nth =
        switch (operation) {
          case PUT, DELETE, MERGE -> random.nextInt(1, 60);
          case IMPORT, REBUILD, FLIP, BACKUP, IMPORT_BESIDE, TASTE -> random.nextInt(1, 3);
          default -> 1;
        };
    double longest = operation.longest.toNanos();
    double delay =
        random.nextInt(3) == 0 ? random.nextDouble(longest + 1) : spread(longest, random);
    return new KillPoint(operation, nth, Duration.ofNanos((long) delay));
  }

  /// The same for an operation whose usual time is known, of which the first third is the start of
  /// the JVM.
  KillPoint within(Duration usual, SplittableRandom random) {
    double share = random.nextDouble(0.3, 1.1);
    return new KillPoint(operation, nth, Duration.ofNanos((long) (usual.toNanos() * share)));
  }

  /// From a hundredth to the whole, each magnitude alike.
  private static double spread(double longest, SplittableRandom random) {
    return longest * Math.pow(100, random.nextDouble(-1, 0));
  }

  @Override
  public String toString() {
    String name = operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return String.format(Locale.ROOT, "%.1f ms into %s %d", delay.toNanos() / 1e6, name, nth);
  }
}
