package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.TitleId;
import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.testing.HashingVectorizer;
import dev.kindred.testing.MemoryIndexHome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GenerationsTest {
  @Test
  void buildsTheFirstGenerationFromTheStore() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 2 * GenerationBuild.PAGE + 1);
      kindred.open();
      assertThat(kindred.generations().size()).isEqualTo(2 * GenerationBuild.PAGE + 1);
      assertThat(kindred.home.active()).contains(kindred.generations().generation());
      assertThat(kindred.follower().pending()).isZero();
      assertThat(kindred.hasVectors("t" + (GenerationBuild.PAGE + 1))).isTrue();
    }
  }

  @Test
  void opensTheActiveGenerationAfterARestart() {
    Fixture kindred = new Fixture();
    kindred.fill("t", 3);
    kindred.open().close();
    int before = kindred.vectorizer.titles();
    try (kindred) {
      kindred.open();
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.vectorizer.titles()).isEqualTo(before);
    }
  }

  @Test
  void takesOverWithWhatWasWrittenDuringTheRebuild() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      kindred.open().follow();
      // Held after the walk and before the catching up: what is written now is in no page.
      CountDownLatch walked = new CountDownLatch(1);
      CountDownLatch written = new CountDownLatch(1);
      kindred.home.onFinish(() -> {
        walked.countDown();
        awaitLatch(written);
      });
      CompletableFuture<Rebuilt> rebuilt = CompletableFuture.supplyAsync(() -> rebuild(kindred));
      walked.await();
      kindred.put("t1", "Changed");
      kindred.delete("t2");
      long seq = kindred.put("new", "New");
      kindred.awaitVisible(seq);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.seen("new")).contains("New");
      written.countDown();

      assertThat(rebuilt.get()).isInstanceOf(Rebuilt.Activated.class);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0002");
      assertThat(kindred.home.active().orElseThrow().id()).isEqualTo("g0002");
      assertThat(kindred.seen("t1")).contains("Changed");
      assertThat(kindred.seen("t2")).isEmpty();
      assertThat(kindred.seen("new")).contains("New");
      assertThat(kindred.generations().size()).isEqualTo(30);
      kindred.awaitVisible(kindred.put("later", "Later"));
      assertThat(kindred.seen("later")).contains("Later");
    }
  }

  @Test
  void neverShowsLessThanBeforeWhileItFlipsUnderConstantWriting() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 500);
      kindred.open().follow();
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Integer> writes =
          CompletableFuture.supplyAsync(() -> {
            int n = 0;
            while (!stop.get() || n < 50) {
              try {
                kindred.awaitVisible(kindred.put("w" + n, "w " + n));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              if (kindred.seen("w" + n).isEmpty())
                throw new AssertionError("w" + n + " was visible and is gone");
              n++;
            }
            return n;
          });
      for (int i = 0; i < 5; i++)
        assertThat(kindred.generations().rebuild(Progress.SILENT))
            .isInstanceOf(Rebuilt.Activated.class);
      stop.set(true);
      int n = writes.get();
      assertThat(kindred.generations().size()).isEqualTo(500 + n);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0006");
    }
  }

  @Test
  void takesOverThoughMoreIsWrittenThanItCanFollow() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 10);
      kindred.open();
      // Whatever it applies, as much comes again.
      Progress writing =
          new Progress() {
            private boolean catchingUp;
            private int written;

            @Override
            public void start(String what, long total) {
              catchingUp = what.equals("catching up");
              if (catchingUp && written == 0) write(Fixture.FAST.batch());
            }

            @Override
            public void step(long n) {
              if (catchingUp) write((int) n);
            }

            @Override
            public void end() {}

            private void write(int count) {
              kindred.fill("more" + written++ + "-", count);
            }
          };
      assertThat(kindred.generations().rebuild(writing)).isInstanceOf(Rebuilt.Activated.class);
      kindred.follow();
      kindred.awaitVisible(kindred.put("last", "Last"));
      assertThat(kindred.generations().size()).isEqualTo(kindred.store.count());
    }
  }

  @Test
  void aSearcherKeepsItsIndexUntilItIsClosed() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 3);
      kindred.open();
      TitleSearcher old = kindred.generations().acquire();
      kindred.generations().rebuild(Progress.SILENT);
      assertThat(old.generation().id()).isEqualTo("g0001");
      assertThat(old.documents(List.of(old.key(new TitleId("t1")).orElseThrow()))).hasSize(1);
      assertThat(kindred.home.open()).containsExactlyInAnyOrder("g0001", "g0002");
      assertThatThrownBy(() -> kindred.generations().activate("g0001", Progress.SILENT))
          .isInstanceOf(GenerationRefusedException.class)
          .hasMessageContaining("a search uses it");
      old.close();
      old.close();
      assertThat(kindred.home.open()).containsExactly("g0002");
      try (TitleSearcher fresh = kindred.generations().acquire()) {
        assertThat(fresh.generation().id()).isEqualTo("g0002");
      }
    }
  }

  @Test
  void refusesAGenerationThatLostItsVectors() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      kindred.open();
      kindred.vectorizer.before(_ -> {
        throw new IllegalStateException("the model is down");
      });
      Rebuilt rebuilt = kindred.generations().rebuild(Progress.SILENT);
      assertThat(rebuilt)
          .isInstanceOfSatisfying(
              Rebuilt.Refused.class,
              refused ->
                  assertThat(refused.reasons())
                      .containsExactly(
                          "only 0 of 30 sampled titles keep their story vector, 2.0 % may be lost",
                          "only 0 of 30 sampled titles keep their feel vector, 2.0 % may be lost"));
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.home.generations()).extracting(Generation::id).containsExactly("g0001");
      assertThat(kindred.hasVectors("t1")).isTrue();
    }
  }

  @Test
  void refusesWhatAnswersRecordedQueriesDifferentlyUnlessForced() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      List<Rebuilt> ended = new ArrayList<>();
      AnswerOverlap different = new AnswerOverlap(20, 0.25, 0.3, 0, List.of());
      kindred.open(kindred.home, Models.only(kindred.vectorizer), answering(different, ended));
      Rebuilt refused = kindred.generations().rebuild(Progress.SILENT);
      assertThat(refused)
          .isInstanceOfSatisfying(
              Rebuilt.Refused.class,
              it ->
                  assertThat(it.reasons())
                      .containsExactly(
                          "the first ten answers to 20 recorded queries overlap by 0.250, the"
                              + " least is 0.600"));
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.generations().all()).hasSize(1);
      Rebuilt forced =
          kindred.generations().rebuild(Progress.SILENT, Generations.Acceptance.FORCED);
      assertThat(forced)
          .isInstanceOfSatisfying(
              Rebuilt.Activated.class, it -> assertThat(it.overruled()).hasSize(1));
      assertThat(kindred.generations().generation().id()).isEqualTo("g0003");
      assertThat(ended).hasSize(3).endsWith(refused, forced); // the first had nothing beside it
    }
  }

  @Test
  void doesNotJudgeTheOverlapWithOneThatLagsBehind() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      AnswerOverlap different = new AnswerOverlap(20, 0, 0, 0, List.of());
      kindred.open(
          kindred.home, Models.only(kindred.vectorizer), answering(different, new ArrayList<>()));
      kindred.fill("u", 5);
      assertThat(kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOfSatisfying(
              Rebuilt.Activated.class,
              it ->
                  assertThat(it.comparison().unjudged())
                      .isEqualTo("the live generation lacks 5 changes"));
    }
  }

  @Test
  void measuresTheRecallOfTheNewGeneration() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      kindred.open();
      Comparison comparison = kindred.generations().rebuild(Progress.SILENT).comparison();
      assertThat(comparison.recall().get(VectorField.STORY))
          .isEqualTo(new Comparison.Recall(1, 30));
    }
  }

  @Test
  void refusesANewGenerationThatIsDamaged() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 3);
      kindred.open();
      kindred.home.onVerify(id -> {
        throw new DamagedGenerationException(id + " is broken", new IOException());
      });
      assertThatThrownBy(() -> kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOf(GenerationRefusedException.class)
          .hasMessage("the new generation is damaged: g0002 is broken");
      assertThat(kindred.generations().all()).extracting(Generation::id).containsExactly("g0001");
    }
  }

  @Test
  void servesAnotherModelsGenerationWithThatModelAndAsksForARebuild() throws Exception {
    Fixture kindred = new Fixture();
    kindred.fill("t", 30);
    kindred.open().close();
    HashingVectorizer another = new HashingVectorizer("another");
    int before = kindred.vectorizer.titles();
    try (kindred) {
      kindred.open(
          kindred.home,
          new Models(another, _ -> kindred.vectorizer, TasteSpaces.NONE),
          AnswerComparison.NONE);
      assertThat(kindred.generations().generation().embeddingModel()).isEqualTo("hashing");
      assertThat(kindred.generations().faults().getFirst().what())
          .isEqualTo(
              "generation g0001 is served until a new one is built: its vectors are of hashing,"
                  + " the settings name another");
      CountDownLatch written = new CountDownLatch(1);
      kindred.home.onFinish(() -> awaitLatch(written));
      kindred.follow(); // which asks for the rebuild
      kindred.awaitVisible(kindred.put("new", "New"));
      assertThat(kindred.vectorizer.titles()).isEqualTo(before + 1);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      written.countDown();
      IndexFollowerTest.until(
          () -> kindred.generations().generation().embeddingModel().equals("another"));
      assertThat(kindred.seen("new")).contains("New");
      IndexFollowerTest.until(() -> kindred.generations().faults().isEmpty());
    }
  }

  @Test
  void triesARebuildThatIsWantedAgainButNotOneThatWasRefused() throws Exception {
    Fixture kindred = new Fixture();
    kindred.fill("t", 30);
    kindred.open().close();
    HashingVectorizer another = new HashingVectorizer("another");
    try (kindred) {
      kindred.open(
          kindred.home,
          new Models(another, _ -> kindred.vectorizer, TasteSpaces.NONE),
          AnswerComparison.NONE);
      assertThat(kindred.generations().wantsRebuild()).isTrue();
      kindred.home.onFinish(() -> {
        throw new IllegalStateException("the disk is slow today");
      });
      assertThatThrownBy(() -> kindred.generations().rebuild(Progress.SILENT))
          .hasMessage("the disk is slow today");
      assertThat(kindred.generations().wantsRebuild()).isFalse();
      assertThat(kindred.generations().faults().getFirst().what())
          .endsWith("; building a new one failed and is tried again: the disk is slow today");
      IndexFollowerTest.until(kindred.generations()::wantsRebuild);
      kindred.home.onFinish(() -> kindred.fill("u", 30)); // in the store, and then not taken
      kindred.home.onApply(_ -> {
        throw new IllegalArgumentException("not this one");
      });
      assertThat(kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOf(Rebuilt.Refused.class);
      assertThat(kindred.generations().faults().getFirst().what())
          .contains("; the new one was refused, rebuild with force or roll back: it holds 30");
      assertThat(kindred.generations().wantsRebuild()).isFalse();
    }
  }

  @Test
  void rollsBackToTheGenerationBeforeAndCatchesUp() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 3);
      kindred.open().follow();
      kindred.generations().rebuild(Progress.SILENT);
      kindred.awaitVisible(kindred.put("new", "New"));
      kindred.generations().activate("g0001", Progress.SILENT);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.seen("new")).contains("New");
      kindred.awaitVisible(kindred.put("later", "Later"));
      assertThat(kindred.seen("later")).contains("Later");
      kindred.generations().activate("g0002", Progress.SILENT);
      assertThat(kindred.seen("later")).contains("Later");
      assertThatThrownBy(() -> kindred.generations().activate("g0009", Progress.SILENT))
          .isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void keepsAsManyGenerationsAsTold() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 3);
      kindred.open();
      for (int i = 0; i < 3; i++) kindred.generations().rebuild(Progress.SILENT);
      assertThat(kindred.generations().all())
          .extracting(Generation::id)
          .containsExactly("g0003", "g0004");
    }
  }

  @Test
  void aCancelledRebuildChangesNothing() {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      kindred.open();
      Progress cancelled =
          new Progress() {
            @Override
            public void start(String what, long total) {}

            @Override
            public void step(long n) {
              throw new CancellationException("enough");
            }

            @Override
            public void end() {}
          };
      assertThatThrownBy(() -> kindred.generations().rebuild(cancelled))
          .isInstanceOf(CancellationException.class);
      assertThat(kindred.generations().generation().id()).isEqualTo("g0001");
      assertThat(kindred.generations().all()).hasSize(1);
      assertThat(kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOf(Rebuilt.Activated.class);
    }
  }

  @Test
  void refusesTwoRebuildsAtOnce() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 3);
      kindred.open();
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      kindred.home.onFinish(() -> {
        running.countDown();
        awaitLatch(go);
      });
      CompletableFuture<Rebuilt> first = CompletableFuture.supplyAsync(() -> rebuild(kindred));
      running.await();
      assertThatThrownBy(() -> kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOf(GenerationRefusedException.class);
      go.countDown();
      assertThat(first.get()).isInstanceOf(Rebuilt.Activated.class);
    }
  }

  @Test
  void catchesUpByTheCheaperWay() {
    FollowOptions small = Fixture.FAST.withRebuildAbove(20);
    try (Fixture kindred = new Fixture(GenerationOptions.DEFAULT.withFollow(small))) {
      kindred.open();
      kindred.fill("a", 20);
      assertThat(kindred.generations().catchUp(Progress.SILENT)).isEmpty();
      kindred.fill("b", 21);
      assertThat(kindred.generations().catchUp(Progress.SILENT))
          .get()
          .isInstanceOf(Rebuilt.Activated.class);
      kindred.fill("c", 20);
      assertThat(kindred.generations().catchUp(Progress.SILENT)).isEmpty();
      assertThat(kindred.generations().size()).isEqualTo(20 + 21 + 20);
    }
  }

  @Test
  void triesTheVectorsAgainThatABuildCouldNotMake() throws Exception {
    try (Fixture kindred = new Fixture()) {
      kindred.fill("t", 30);
      AtomicBoolean down = new AtomicBoolean(true);
      kindred.vectorizer.before(_ -> {
        if (down.get()) throw new IllegalStateException("the model is down");
      });
      kindred.open();
      assertThat(kindred.hasVectors("t1")).isFalse();
      assertThat(kindred.follower().status().withoutVectors()).isEqualTo(30);
      down.set(false);
      kindred.follow();
      IndexFollowerTest.until(() -> kindred.follower().status().withoutVectors() == 0);
      IndexFollowerTest.until(() -> kindred.hasVectors("t30"));
    }
  }

  @Test
  void tellsThatNothingIsOpen() {
    Fixture kindred = new Fixture();
    Generations closed =
        new Generations(
            new MemoryIndexHome(),
            kindred.store,
            Fixture.PROFILER,
            Models.only(kindred.vectorizer),
            AnswerComparison.NONE,
            GenerationOptions.DEFAULT);
    assertThatThrownBy(closed::acquire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no generation is open");
  }

  /// A comparison that always comes to the same end.
  private static AnswerComparison answering(AnswerOverlap overlap, List<Rebuilt> ended) {
    return new AnswerComparison() {
      @Override
      public Optional<AnswerOverlap> compare(
          Supplier<TitleSearcher> live, Supplier<TitleSearcher> fresh, Progress progress) {
        return Optional.of(overlap);
      }

      @Override
      public void ended(Rebuilt rebuilt) {
        ended.add(rebuilt);
      }
    };
  }

  private static Rebuilt rebuild(Fixture kindred) {
    return kindred.generations().rebuild(Progress.SILENT);
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
