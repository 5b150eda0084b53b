package dev.kindred.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.model.History;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.testing.Events;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.training.Training.Gate;
import dev.kindred.training.Training.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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
  void fewViewersTeachNothing() throws IOException {
    walkers(3);
    assertThat(train(Gate.HOLD, TitleRedirects.NONE)).isEqualTo(new Outcome.TooFew(3, 20));
    assertThat(models.live()).isEmpty();
    assertThat(folder.resolve("models")).doesNotExist();
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
    StoredEvent event =
        StoredEvent.of(
            Events.of(type).called("e" + events++).by(user).on("t" + title).at(at).build(),
            new TitleKey(title));
    List<StoredEvent> one = new ArrayList<>(List.of(event));
    feedback.events().record(one, Urgency.AWAITED).join();
  }

  private Outcome train(Gate gate, TitleRedirects redirects) throws IOException {
    return new Training(
            feedback.events(),
            new Training.Supplies(redirects, title -> null, user -> "region:GB"),
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
