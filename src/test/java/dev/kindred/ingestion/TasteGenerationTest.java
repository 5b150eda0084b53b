package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.model.ModelSets;
import dev.kindred.model.TasteSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Models that become live, and the generations made of it. The titles `t1` to `t30` have the keys
/// 1 to 30, of which the models know a few.
final class TasteGenerationTest {
  private static final int TITLES = 30;

  private final Map<String, TasteSpace> spaces = new HashMap<>();
  private @Nullable TasteSpace live;

  @Test
  void withoutModelsThereIsNoTaste() {
    try (Fixture kindred = open(new Fixture())) {
      assertThat(kindred.generations().wantsTaste()).isFalse();
      assertThat(kindred.generations().generation().taste()).isNull();
      assertThatThrownBy(() -> kindred.generations().renewTaste(Progress.SILENT))
          .isInstanceOf(GenerationRefusedException.class)
          .hasMessage("no models are live");
      kindred.generations().rebuild(Progress.SILENT);
      assertThat(kindred.generations().generation().taste()).isNull();
    }
  }

  @Test
  void modelsThatBecomeLiveMakeAGenerationInWhichOnlyTasteIsNew() {
    try (Fixture kindred = open(new Fixture())) {
      int embedded = kindred.vectorizer.titles();
      activate("000001", 1, 2, 3);
      assertThat(kindred.generations().wantsTaste()).isTrue();
      assertThat(kindred.generations().renewTaste(Progress.SILENT))
          .isInstanceOfSatisfying(
              Rebuilt.Activated.class, done -> assertThat(done.overruled()).isEmpty());
      assertThat(kindred.generations().generation().taste()).isEqualTo(new TasteModel("000001", 2));
      assertThat(kindred.generations().wantsTaste()).isFalse();
      assertThat(kindred.generations().size()).isEqualTo(TITLES);
      assertThat(taste(kindred, "t2")).containsExactly(2, 0);
      assertThat(taste(kindred, "t4")).containsExactly(0, 1); // an estimate
      assertThat(kindred.hasVectors("t4")).isTrue();
      assertThat(kindred.vectorizer.titles()).isEqualTo(embedded);
      assertThat(kindred.generations().all()).hasSize(2); // the one before is kept
    }
  }

  @Test
  void otherModelsTakeThePlaceOfTheFirstAndAreRolledBackLikeThem() {
    try (Fixture kindred = open(new Fixture())) {
      activate("000001", 1, 2, 3);
      kindred.generations().renewTaste(Progress.SILENT);
      activate("000002", 4);
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(taste(kindred, "t2")).containsExactly(0, 1);
      assertThat(taste(kindred, "t4")).containsExactly(4, 0);
      live = spaces.get("000001"); // as `kindred train --roll-back` does
      assertThat(kindred.generations().wantsTaste()).isTrue();
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(taste(kindred, "t2")).containsExactly(2, 0);
      assertThat(kindred.generations().generation().taste()).isEqualTo(new TasteModel("000001", 2));
    }
  }

  @Test
  void aTitlePutLaterHasItsTasteAtOnce() throws Exception {
    try (Fixture kindred = open(new Fixture())) {
      activate("000001", 1, 2, TITLES + 1);
      kindred.generations().renewTaste(Progress.SILENT);
      kindred.follow();
      kindred.put("known", "Watched before it was deleted");
      Title western =
          Title.builder(new TitleId("western"), Title.Kind.MOVIE, "Dust")
              .genres(List.of("Western"))
              .build();
      kindred.awaitVisible(kindred.writer().put(western, null, "api", null).join().seq());
      assertThat(taste(kindred, "known")).containsExactly(TITLES + 1, 0);
      assertThat(taste(kindred, "western")).containsExactly(0, 5);
    }
  }

  @Test
  void whatIsWrittenDuringTheCopyIsNotLost() {
    try (Fixture kindred = open(new Fixture())) {
      activate("000001", 1);
      AtomicBoolean written = new AtomicBoolean();
      kindred
          .generations()
          .renewTaste(
              eachStep(() -> {
                if (written.getAndSet(true)) return;
                kindred.put("late", "Late");
                kindred.delete("t1");
              }));
      assertThat(kindred.seen("late")).contains("Late");
      assertThat(taste(kindred, "late")).containsExactly(0, 1);
      assertThat(kindred.seen("t1")).isEmpty();
    }
  }

  @Test
  void aRebuildPutsTasteIn() {
    activate("000001", 1, 2);
    try (Fixture kindred = open(new Fixture())) { // the first generation is built by it
      assertThat(kindred.generations().wantsTaste()).isFalse();
      assertThat(taste(kindred, "t2")).containsExactly(2, 0);
      activate("000002", 2, 3);
      assertThat(kindred.generations().rebuild(Progress.SILENT))
          .isInstanceOf(Rebuilt.Activated.class);
      assertThat(taste(kindred, "t3")).containsExactly(3, 0);
      assertThat(kindred.generations().wantsTaste()).isFalse();
    }
  }

  @Test
  void modelsThatSayLessAreNoReasonToRefuse() {
    activate("000001", 1, 2);
    try (Fixture kindred = open(new Fixture())) {
      live = ModelSets.spaceWithoutEstimates("000002", 1);
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(kindred.generations().generation().taste()).isEqualTo(new TasteModel("000002", 2));
      assertThat(taste(kindred, "t2")).isNull();
      assertThat(taste(kindred, "t1")).containsExactly(1, 0);
    }
  }

  @Test
  void aPersonWhoGoesBackIsNotOverruledUntilOtherModelsAreLive() {
    Fixture kindred = open(new Fixture());
    activate("000001", 1);
    kindred.generations().renewTaste(Progress.SILENT);
    activate("000002", 1, 2);
    kindred.generations().renewTaste(Progress.SILENT);
    String before = kindred.generations().all().getFirst().id();
    kindred.generations().activate(before, Progress.SILENT);
    assertThat(kindred.generations().wantsTaste()).isFalse();
    kindred.generations().close();
    reopen(kindred); // remembered over a restart
    assertThat(kindred.generations().generation().id()).isEqualTo(before);
    assertThat(kindred.generations().wantsTaste()).isFalse();
    assertThat(kindred.generations().faults()).isEmpty();
    activate("000003", 1, 2, 3);
    assertThat(kindred.generations().wantsTaste()).isTrue();
    kindred.close();
  }

  @Test
  void theFollowerSeesToIt() throws Exception {
    try (Fixture kindred = open(new Fixture()).follow()) {
      activate("000001", 1);
      IndexFollowerTest.until(() -> !kindred.generations().wantsTaste());
      assertThat(taste(kindred, "t1")).containsExactly(1, 0);
    }
  }

  @Test
  void aCopyThatFailsIsToldAndTriedAgainLaterOtherModelsAtOnce() {
    FollowOptions slow = Fixture.FAST.withPauses(Duration.ofHours(1));
    try (Fixture kindred = open(new Fixture(GenerationOptions.DEFAULT.withFollow(slow)))) {
      String before = kindred.generations().generation().id();
      AtomicBoolean full = new AtomicBoolean(true);
      kindred.home.onFinish(() -> {
        if (full.get()) throw new UncheckedIOException(new IOException("no space"));
      });
      activate("000001", 1);
      assertThatThrownBy(() -> kindred.generations().renewTaste(Progress.SILENT))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(kindred.generations().wantsTaste()).isFalse();
      assertThat(kindred.generations().faults())
          .singleElement()
          .satisfies(fault ->
              assertThat(fault.what())
                  .contains(before)
                  .contains("without the taste vectors of models 000001")
                  .contains("no space"));
      assertThat(kindred.seen("t1")).isPresent(); // the live one goes on
      activate("000002", 1);
      assertThat(kindred.generations().wantsTaste()).isTrue();
      full.set(false);
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(kindred.generations().faults()).isEmpty();
    }
  }

  @Test
  void oneThatWasCancelledIsNotBegunAgainByItself() {
    try (Fixture kindred = open(new Fixture())) {
      activate("000001", 1);
      assertThatThrownBy(() ->
              kindred
                  .generations()
                  .renewTaste(
                      eachStep(() -> {
                        throw new CancellationException("enough");
                      })))
          .isInstanceOf(CancellationException.class);
      assertThat(kindred.generations().wantsTaste()).isFalse();
      assertThat(kindred.generations().all()).hasSize(1);
    }
  }

  @Test
  void titlesThatWaitForTheirVectorsGoOnWaiting() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    Fixture fixture = new Fixture();
    fixture.vectorizer.before(_ -> {
      if (down.get()) throw new IllegalStateException("the model is down");
    });
    try (Fixture kindred = open(fixture)) {
      activate("000001", 1);
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(kindred.follower().status().withoutVectors()).isEqualTo(TITLES);
      assertThat(taste(kindred, "t2")).containsExactly(0, 1);
      down.set(false);
      kindred.follow();
      IndexFollowerTest.until(() -> kindred.hasVectors("t30"));
      assertThat(taste(kindred, "t30")).containsExactly(0, 1);
    }
  }

  @Test
  void aGenerationWhoseModelsAreGoneIsServedAndReplaced() throws Exception {
    Fixture kindred = open(new Fixture());
    activate("000001", 1);
    kindred.generations().renewTaste(Progress.SILENT);
    kindred.generations().close();
    spaces.remove("000001");
    activate("000002", 2);
    reopen(kindred);
    try (kindred) {
      assertThat(kindred.generations().generation().taste()).isEqualTo(new TasteModel("000001", 2));
      kindred.put("late", "Late");
      kindred.generations().catchUp(Progress.SILENT);
      assertThat(kindred.seen("late")).isPresent();
      assertThat(taste(kindred, "late")).isNull();
      assertThat(kindred.generations().wantsTaste()).isTrue();
      kindred.generations().renewTaste(Progress.SILENT);
      assertThat(taste(kindred, "late")).containsExactly(0, 1);
    }
  }

  private void activate(String id, int... titles) {
    TasteSpace space = ModelSets.space(id, titles);
    spaces.put(id, space);
    live = space;
  }

  private Fixture open(Fixture kindred) {
    kindred.fill("t", TITLES);
    return reopen(kindred);
  }

  private Fixture reopen(Fixture kindred) {
    return kindred.open(
        kindred.home,
        new Models(
            kindred.vectorizer,
            _ -> kindred.vectorizer,
            new TasteSpaces(
                () -> Optional.ofNullable(live), id -> Optional.ofNullable(spaces.get(id)))),
        AnswerComparison.NONE);
  }

  private static float @Nullable [] taste(Fixture kindred, String id) {
    try (TitleSearcher searcher = kindred.generations().acquire()) {
      TitleKey key = searcher.key(new TitleId(id)).orElseThrow();
      return searcher.vectors(VectorField.TASTE, List.of(key)).get(key);
    }
  }

  private static Progress eachStep(Runnable work) {
    return new Progress() {
      @Override
      public void start(String what, long total) {}

      @Override
      public void step(long n) {
        work.run();
      }

      @Override
      public void end() {}
    };
  }
}
