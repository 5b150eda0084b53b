package dev.kindred.training;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.History;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.model.TasteSpace;
import dev.kindred.testing.Events;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.training.Training.Gate;
import dev.kindred.training.Training.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from events to live models.
final class TrainingTest {
  private static final long DAY = 86_400;
  private static final int TITLES = 24;

  @TempDir private Path folder;
  private final MemoryFeedback feedback = new MemoryFeedback();
  private final Random random = new Random(5);
  private ModelFolder models = new ModelFolder(Path.of(""));
  private int events;

  @BeforeEach
  void open() {
    models = new ModelFolder(folder.resolve("models"));
  }

  @Test
  void whatFollowsWhatIsLearnedFromEvents() throws IOException {
    walkers(60);
    Outcome outcome = train(Gate.HOLD, TitleRedirects.NONE);
    assertThat(outcome).isInstanceOf(Outcome.Activated.class);
    ModelSet set = models.live().orElseThrow().set();
    assertThat(set.titles().size()).isEqualTo(TITLES);
    assertThat(set.provenance().viewers()).isEqualTo(60);
    assertThat(set.provenance().lastSeq()).isEqualTo(events);
    assertThat(set.provenance().metrics().get(Training.METRIC)).isGreaterThan(0.5);
    float[] scores = new float[TITLES];
    int last = set.titles().row(new TitleKey(10));
    set.forYou().score(History.of(set.titles().row(new TitleKey(9)), last), scores);
    int next = set.titles().row(new TitleKey(11));
    for (int row = 0; row < TITLES; row++)
      if (row != next && row != last) assertThat(scores[row]).isLessThan(scores[next]);
  }

  @Test
  void worseModelsStayOnDiskUnlessForced() throws IOException {
    walkers(60);
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isInstanceOf(Outcome.Activated.class);
    wanderers(600);
    Outcome second = train(Gate.HOLD, TitleRedirects.NONE);
    assertThat(second).isInstanceOf(Outcome.Refused.class);
    Outcome.Refused refused = (Outcome.Refused) second;
    assertThat(refused.liveId()).isEqualTo("000001");
    assertThat(refused.fresh()).isLessThan(refused.live());
    assertThat(models.live().orElseThrow().set().id()).isEqualTo("000001");
    assertThat(models.read("000002").id()).isEqualTo("000002");
    assertThat(train(Gate.FORCE, TitleRedirects.NONE)).isInstanceOf(Outcome.Activated.class);
    assertThat(models.lives()).containsExactly("000003", "000001");
  }

  @Test
  void modelsOfARealAudienceReplaceThoseOfASimulatedOneEvenIfWorse() throws IOException {
    List<StoredEvent> simulated = new ArrayList<>();
    for (int viewer = 0; viewer < 60; viewer++)
      for (int step = 0; step < 6; step++)
        simulated.add(
            event(EventType.LIKE, "simulated:" + viewer, 1 + (viewer + step) % TITLES, step * DAY));
    feedback.events().simulate(simulated).join();
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isInstanceOf(Outcome.Activated.class);
    assertThat(models.live().orElseThrow().set().provenance().simulated()).isTrue();
    wanderers(200);
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isInstanceOf(Outcome.Activated.class);
    assertThat(models.live().orElseThrow().set().provenance().simulated()).isFalse();
    assertThat(models.lives()).containsExactly("000002"); // nobody goes back
  }

  @Test
  void fewViewersTeachNothing() throws IOException {
    walkers(3);
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isEqualTo(nothing(3));
    assertThat(models.live()).isEmpty();
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void noEventsAndEventsThatNobodyTookToTeachNothing() throws IOException {
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isEqualTo(nothing(0));
    for (int viewer = 0; viewer < 30; viewer++) {
      record(EventType.DISLIKE, "v" + viewer, 1, 0);
      record(EventType.DISLIKE, "v" + viewer, 2, DAY);
    }
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isEqualTo(nothing(0));
  }

  @Test
  void viewersWhoAllEndWithTheSameTitleTeachNothing() throws IOException {
    for (int viewer = 0; viewer < 30; viewer++)
      for (int step = 0; step < 3; step++)
        record(EventType.LIKE, "v" + viewer, 1 + step, step * DAY);
    assertThat(train(Gate.HOLD, TitleRedirects.NONE))
        .isEqualTo(
            new Outcome.NothingToLearn(
                "what the 30 viewers took to last, hardly any other had taken to before"));
  }

  private static Outcome nothing(int viewers) {
    return new Outcome.NothingToLearn(
        viewers + " viewers took to two titles or more, 20 are needed");
  }

  @Test
  void aMergedTitleIsOneAndADislikedOneTeachesNothing() throws IOException {
    walkers(40);
    record(EventType.DISLIKE, "v0", 77, DAY);
    Outcome outcome =
        train(Gate.HOLD, new TitleRedirects(Map.of(new TitleKey(1), new TitleKey(2))));
    assertThat(outcome).isInstanceOf(Outcome.Activated.class);
    ModelSet set = models.live().orElseThrow().set();
    assertThat(set.titles().row(new TitleKey(1))).isNegative();
    assertThat(set.titles().row(new TitleKey(77))).isNegative();
    assertThat(set.titles().size()).isEqualTo(TITLES - 1);
  }

  @Test
  void whatIsShownEverywhereTrendsLess() throws IOException {
    walkers(40);
    for (int i = 0; i < 400; i++) record(EventType.IMPRESSION, "v" + i % 40, 5, 7 * DAY + i);
    for (int i = 0; i < 40; i++) record(EventType.IMPRESSION, "v" + i, 6, 7 * DAY + i);
    train(Gate.HOLD, TitleRedirects.NONE);
    ModelSet set = models.live().orElseThrow().set();
    float shown = set.trending().of(set.titles().row(new TitleKey(5)));
    float rare = set.trending().of(set.titles().row(new TitleKey(6)));
    assertThat(shown).isLessThan(rare / 2);
  }

  @Test
  void aTitleThatNobodyHasSeenIsEstimatedByItsContent() throws IOException {
    crowds(40);
    train(Gate.HOLD, TitleRedirects.NONE);
    TasteSpace space = models.live().orElseThrow().set().space();
    assertThat(space.embedding()).contains("none");
    ContentTaste.Estimate western = estimated(space, "Western");
    ContentTaste.Estimate romance = estimated(space, "Romance");
    float[] viewer = space.viewer(List.of(new TitleKey(1), new TitleKey(3), new TitleKey(999)));
    assertThat(product(viewer, western.vector()))
        .isGreaterThan(3 * product(viewer, romance.vector()))
        .isGreaterThan(product(viewer, space.of(new TitleKey(2)).orElseThrow()));
    assertThat(western.popularity()).isGreaterThan(2 * romance.popularity());
    assertThat(western.popularity()).isBetween(0.5f / TITLES, 2f / TITLES);
    assertThat(space.of(new TitleKey(999))).isEmpty();
  }

  /// Three quarters of the viewers take to the westerns, the others to the romances.
  private void crowds(int viewers) {
    for (int viewer = 0; viewer < viewers; viewer++) {
      boolean romance = viewer % 4 == 0;
      for (int step = 0; step < TITLES / 2; step++)
        record(
            EventType.LIKE,
            "v" + viewer,
            1 + 2 * ((step + viewer) % (TITLES / 2)) + (romance ? 1 : 0),
            step * DAY);
    }
  }

  /// Odd keys are westerns, even ones romances.
  private static Training.Content content() {
    return new Training.Content(
        "none",
        keys -> {
          Map<TitleKey, ContentFeatures> features = new HashMap<>();
          for (TitleKey key : keys)
            features.put(key, features(key.value() % 2 == 1 ? "Western" : "Romance"));
          return features;
        });
  }

  private static ContentFeatures features(String genre) {
    return ContentFeatures.of(
        aTitle().named("Film").inGenres(genre).build(), new float[0], new float[0]);
  }

  private static ContentTaste.Estimate estimated(TasteSpace space, String genre) {
    return space.estimate(features(genre)).orElseThrow();
  }

  private static float product(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  /// Viewers who go round the titles in order, six steps each, one a day.
  private void walkers(int viewers) {
    for (int viewer = 0; viewer < viewers; viewer++) {
      for (int step = 0; step < 6; step++)
        record(EventType.LIKE, "v" + viewer, 1 + (viewer + step) % TITLES, step * DAY);
    }
  }

  /// Viewers who take to anything.
  private void wanderers(int viewers) {
    for (int viewer = 0; viewer < viewers; viewer++) {
      for (int step = 0; step < 6; step++)
        record(EventType.LIKE, "w" + viewer, 1 + random.nextInt(TITLES), step * DAY);
    }
  }

  private void record(EventType type, String user, int title, long at) {
    List<StoredEvent> one = new ArrayList<>(List.of(event(type, user, title, at)));
    feedback.events().record(one, Urgency.AWAITED).join();
  }

  private StoredEvent event(EventType type, String user, int title, long at) {
    return StoredEvent.of(
        Events.of(type).called("e" + events++).by(user).on("t" + title).at(at).build(),
        new TitleKey(title));
  }

  private Outcome train(Gate gate, TitleRedirects redirects) throws IOException {
    return new Training(
            feedback.events(),
            new Training.Supplies(redirects, title -> null, user -> "region:GB", content()),
            new Reward(RewardOptions.DEFAULT, RuntimeBias.NONE),
            models,
            TrainingOptions.DEFAULT.withModels(ModelOptions.DEFAULT.withDimension(8)),
            Clock.systemUTC())
        .run(
            gate,
            new Training.Steps() {
              @Override
              public void start(String what, long total) {}

              @Override
              public void step(long n) {}
            });
  }
}
