package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexChange;
import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IndexFollowerTest {
  @Test
  void showsAWriteOnceItsSeqIsVisible() throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      kindred.awaitVisible(kindred.put("a", "Alien"));
      assertThat(kindred.seen("a")).contains("Alien");
      kindred.awaitVisible(kindred.put("a", "Aliens"));
      assertThat(kindred.seen("a")).contains("Aliens");
      kindred.awaitVisible(kindred.delete("a"));
      assertThat(kindred.seen("a")).isEmpty();
      assertThat(kindred.follower().visibleSeq()).isEqualTo(3);
      assertThat(kindred.follower().status())
          .isEqualTo(new IndexFollower.Status(0, Duration.ZERO, 0, Optional.empty()));
    }
  }

  @Test
  void givesUpWaitingForAChangeThatNeverComes() throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      long next = kindred.put("a", "Alien") + 1;
      assertThat(kindred.follower().awaitVisible(next, Duration.ofMillis(20))).isFalse();
    }
  }

  @Test
  void seesWhatAnotherProcessWrote() throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      kindred.fill("t", 25);
      kindred.awaitVisible(25);
      assertThat(kindred.generations().size()).isEqualTo(25);
    }
  }

  @Test
  @Seeded
  void endsUpLikeTheStoreWhateverTheOrder(Random random) throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      Map<String, String> expected = new HashMap<>();
      for (int i = 0; i < 400; i++) {
        String id = "t" + random.nextInt(40);
        if (random.nextInt(4) == 0) {
          kindred.delete(id);
          expected.remove(id);
        } else {
          String name = "name " + random.nextInt(5);
          kindred.put(id, name);
          expected.put(id, name);
        }
      }
      kindred.awaitVisible(kindred.store.lastSeq());
      Map<String, String> seen = new HashMap<>();
      for (int i = 0; i < 40; i++) {
        String id = "t" + i;
        kindred.seen(id).ifPresent(name -> seen.put(id, name));
      }
      assertThat(seen).isEqualTo(expected);
      assertThat(kindred.generations().size()).isEqualTo(expected.size());
    }
  }

  @Test
  void appliesFromTheCheckpointAfterARestart() throws InterruptedException {
    Fixture kindred = new Fixture();
    kindred.open().follow();
    kindred.awaitVisible(kindred.put("a", "Alien"));
    kindred.close();
    int before = kindred.vectorizer.titles();

    kindred.fill("t", 3);
    try (kindred) {
      kindred.open();
      assertThat(kindred.seen("a")).contains("Alien");
      assertThat(kindred.follower().pending()).isEqualTo(3);
      kindred.follow().awaitVisible(kindred.store.lastSeq());
      assertThat(kindred.seen("t3")).contains("t 3");
      assertThat(kindred.vectorizer.titles() - before).isEqualTo(3);
    }
  }

  @Test
  void losesNothingWhenTheIndexWasNotCommitted() throws InterruptedException {
    FollowOptions rarely =
        new FollowOptions(
            10,
            Duration.ofMillis(5),
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            2_000);
    try (Fixture crashed = new Fixture(GenerationOptions.DEFAULT.withFollow(rarely)).open()) {
      crashed.follow().awaitVisible(crashed.put("a", "Alien"));
      assertThat(crashed.home.committed("g0001")).isEmpty();
      crashed.generations().reopen(); // as after a crash: from the last commit
      crashed.follower().signal();
      long seq = crashed.put("b", "Blade Runner");
      crashed.awaitVisible(seq);
      assertThat(crashed.seen("a")).contains("Alien");
    }
  }

  @Test
  void indexesATitleWithoutVectorsAndTriesAgain() throws InterruptedException {
    try (Fixture kindred = new Fixture().open()) {
      AtomicBoolean down = new AtomicBoolean(true);
      CountDownLatch retried = new CountDownLatch(6);
      kindred.vectorizer.before(batch -> {
        if (batch.stream().anyMatch(t -> t.title().id().value().equals("bad"))) {
          retried.countDown();
          if (down.get()) throw new IllegalStateException("the model is down");
        }
      });
      kindred.fill("t", 5);
      kindred.put("bad", "Poison");
      kindred.follow().awaitVisible(6);
      assertThat(kindred.seen("bad")).contains("Poison");
      assertThat(kindred.hasVectors("bad")).isFalse();
      assertThat(kindred.hasVectors("t5")).isTrue();
      assertThat(kindred.follower().status().withoutVectors()).isEqualTo(1);
      assertThat(kindred.generations().cursor().index().committedSeq()).isLessThan(6);

      retried.await();
      down.set(false);
      until(() -> kindred.follower().status().withoutVectors() == 0);
      until(() -> kindred.hasVectors("bad"));
      until(() -> kindred.generations().cursor().index().committedSeq() == 6);
    }
  }

  @Test
  void asksABrokenModelOnlyAFewTimesPerBatch() throws InterruptedException {
    try (Fixture kindred = new Fixture().open()) {
      AtomicInteger calls = new AtomicInteger();
      AtomicBoolean counting = new AtomicBoolean(true);
      kindred.vectorizer.before(_ -> {
        if (counting.get()) calls.incrementAndGet();
        throw new IllegalStateException("the model is down");
      });
      kindred.fill("t", 9);
      kindred.generations().write(cursor -> cursor.advance(10));
      counting.set(false);
      assertThat(calls).hasValue(1 + 3);
      assertThat(kindred.generations().cursor().withoutVectors()).isEqualTo(9);
    }
  }

  @Test
  void goesOnWhenTheStoreIsBackAndSaysWhyItWaited() throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      kindred.store.failReads(new UncheckedIOException(new IOException("the disk is gone")));
      long seq = kindred.put("a", "Alien");
      until(() -> kindred.follower().status().failure().isPresent());
      IndexFollower.Status status = kindred.follower().status();
      assertThat(status.failure().orElseThrow()).contains("the disk is gone");
      assertThat(status.pending()).isEqualTo(1);
      assertThat(status.lag()).isPositive();
      kindred.store.failReads(null);
      kindred.awaitVisible(seq);
      until(() -> kindred.follower().status().failure().isEmpty());
    }
  }

  @Test
  void opensABrokenIndexAnew() throws InterruptedException {
    try (Fixture kindred = new Fixture().open().follow()) {
      kindred.awaitVisible(kindred.put("a", "Alien"));
      IndexCursor before = kindred.generations().cursor();
      AtomicInteger failures = new AtomicInteger();
      kindred.home.onApply(_ -> {
        if (failures.incrementAndGet() <= 3)
          throw new UncheckedIOException(new IOException("no space"));
      });
      kindred.awaitVisible(kindred.put("b", "Blade Runner"));
      assertThat(kindred.generations().cursor()).isNotSameAs(before);
      assertThat(kindred.seen("a")).contains("Alien");
      assertThat(kindred.home.open()).containsExactly("g0001");
    }
  }

  @Test
  void keepsATitleOutThatTheIndexRefuses() throws InterruptedException {
    try (Fixture kindred = new Fixture().open()) {
      kindred.home.onApply(changes -> {
        for (IndexChange change : changes) {
          if (change instanceof IndexChange.Upsert upsert
              && upsert.title().title().name().equals("Poison"))
            throw new IllegalArgumentException("immense term");
        }
      });
      kindred.put("a", "Alien");
      kindred.put("bad", "Poison");
      long seq = kindred.put("b", "Blade Runner");
      kindred.follow().awaitVisible(seq);
      assertThat(kindred.seen("a")).contains("Alien");
      assertThat(kindred.seen("b")).contains("Blade Runner");
      assertThat(kindred.seen("bad")).isEmpty();
    }
  }

  @Test
  void asksForARebuildOfALargeBacklogAndShowsFreshWritesMeanwhile() throws Exception {
    FollowOptions small = Fixture.FAST.withRebuildAbove(20);
    Fixture kindred = new Fixture(GenerationOptions.DEFAULT.withFollow(small));
    try (kindred) {
      kindred.open();
      kindred.fill("t", 50);
      CountDownLatch asked = new CountDownLatch(1);
      kindred.follower().start(asked::countDown, () -> {});
      asked.await();
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");

      kindred.awaitVisible(kindred.put("fresh", "Fresh"));
      assertThat(kindred.seen("fresh")).contains("Fresh");
      assertThat(kindred.seen("t7")).isEmpty();
      assertThat(kindred.follower().awaitVisible(7, Duration.ofMillis(10))).isFalse();
      assertThat(kindred.follower().visibleSeq()).isZero();

      kindred.generations().rebuild(Progress.SILENT);
      kindred.awaitVisible(7);
      assertThat(kindred.seen("t7")).contains("t 7");
      assertThat(kindred.generations().generation().id()).isEqualTo("g0002");
    }
  }

  @Test
  void asksAgainWhenNothingCameOfTheRebuild() throws Exception {
    FollowOptions small = Fixture.FAST.withRebuildAbove(20);
    try (Fixture kindred = new Fixture(GenerationOptions.DEFAULT.withFollow(small)).open()) {
      kindred.fill("t", 50);
      CountDownLatch asked = new CountDownLatch(3);
      kindred
          .follower()
          .start(
              () -> {
                asked.countDown();
                if (asked.getCount() == 2) throw new IllegalStateException("no job could be kept");
              },
              () -> {});
      asked.await();
      assertThat(kindred.generations().size()).isZero();
    }
  }

  @Test
  void followsALargeBacklogAfterAllWhenTheRebuildFails() throws Exception {
    FollowOptions small = Fixture.FAST.withRebuildAbove(20);
    Fixture kindred = new Fixture(GenerationOptions.DEFAULT.withFollow(small));
    try (kindred) {
      kindred.open();
      kindred.fill("t", 50);
      kindred.home.onFinish(() -> {
        throw new UncheckedIOException(new IOException("no space"));
      });
      CountDownLatch failed = new CountDownLatch(1);
      kindred
          .follower()
          .start(
              () ->
                  Thread.ofPlatform()
                      .start(() -> {
                        assertThatThrownBy(() -> kindred.generations().rebuild(Progress.SILENT))
                            .hasMessageContaining("no space");
                        failed.countDown();
                      }),
              () -> {});
      failed.await();
      kindred.awaitVisible(50);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.generations().size()).isEqualTo(50);
    }
  }

  @Test
  void remembersWaitingTitlesInTurnAndHoldsTheCheckpointForAWhile() {
    WaitingTitles waiting = new WaitingTitles(Duration.ofSeconds(1));
    TitleKey first = new TitleKey(1);
    TitleKey second = new TitleKey(2);
    waiting.add(first, 7, 0);
    waiting.add(second, 9, 0);
    assertThat(waiting.checkpoint(20)).isEqualTo(7 - 1);
    assertThat(waiting.due(10, Duration.ofMillis(999).toNanos())).isEmpty();
    assertThat(waiting.due(1, Duration.ofSeconds(1).toNanos())).containsExactly(first);

    waiting.tried(List.of(first), Set.of(first), 0);
    assertThat(waiting.due(10, Duration.ofSeconds(1).toNanos())).isEmpty();
    assertThat(waiting.due(10, Duration.ofSeconds(2).toNanos())).containsExactly(second, first);

    waiting.remove(first);
    for (int i = 1; i < WaitingTitles.HELD_ATTEMPTS; i++)
      waiting.tried(List.of(second), Set.of(second), 0);
    assertThat(waiting.checkpoint(20)).isEqualTo(9 - 1);
    waiting.tried(List.of(second), Set.of(second), 0);
    assertThat(waiting.checkpoint(20)).isEqualTo(20);
    assertThat(waiting.due(10, Duration.ofMinutes(10).toNanos())).containsExactly(second);
  }

  /// Looks until the follower has done its part; the test's time limit ends it.
  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) LockSupport.parkNanos(1_000_000);
  }
}
