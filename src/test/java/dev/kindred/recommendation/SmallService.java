package dev.kindred.recommendation;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.FeedbackOptions;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.testing.Events;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Titles;
import dev.kindred.training.ModelOptions;
import dev.kindred.training.Training;
import dev.kindred.training.TrainingOptions;
import dev.kindred.viewer.MaturityAges;
import dev.kindred.viewer.Viewer;
import dev.kindred.viewer.ViewerOptions;
import dev.kindred.viewer.Viewers;
import dev.kindred.viewer.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Recommendations over a real index of [#SIZE] titles in four clusters, with viewers in memory,
/// and models trained on an audience that keeps to its cluster. Title `t1` is the best known; title
/// `n` belongs to cluster `n % 4`; every fifth is for adults, every seventh is not labelled.
@NullMarked
final class SmallService implements AutoCloseable {
  static final int SIZE = 240;
  static final Instant NOW = Instant.parse("2026-06-01T20:00:00Z");
  static final List<String> GENRES = List.of("Horror", "Romance", "Comedy", "Western");
  private static final List<String> WORDS =
      List.of(
          "ghost blood house night",
          "love letter kiss spring",
          "joke uncle wedding mess",
          "horse sheriff dust gun");

  final MemoryFeedback feedback = new MemoryFeedback();
  final Map<String, Decision> decisions = new HashMap<>();
  final Viewers viewers;
  final Recommendations recommendations;
  private final MemoryTitleStore titles = new MemoryTitleStore();
  private final TitleIndex index;
  private final EventRecorder recorder;
  @Nullable ModelSet models;
  private int told;

  SmallService(Path folder) {
    List<IndexedTitle> indexed = new ArrayList<>();
    for (int n = 1; n <= SIZE; n++) {
      Title title = title(n);
      titles.write(List.of(new TitleWrite.Put(title, null, "test", null))).join();
      TitleKey key = titles.key(title.id()).orElseThrow();
      indexed.add(
          Indexes.indexed(
              key.value(),
              title,
              Titles.aProfile().withMoods(WORDS.get(n % 4).split(" ", -1)).build()));
    }
    index = Indexes.bulkLoaded(folder, indexed);
    viewers =
        new Viewers(
            feedback.events(),
            feedback.users(),
            Map::of,
            keys -> {
              try (TitleSearcher searcher = index.acquire()) {
                return searcher.documents(keys);
              }
            },
            new Reward(RewardOptions.DEFAULT, RuntimeBias.NONE),
            ViewerOptions.DEFAULT);
    recorder =
        new EventRecorder(
            titles,
            feedback.events(),
            FeedbackOptions.DEFAULT.clockSkew(),
            Clock.systemUTC(),
            viewers::changed);
    recommendations = node();
  }

  static Title title(int n) {
    Titles.TitleBuilder title =
        Titles.aTitle()
            .withId("t" + n)
            .named("Title " + n)
            .from(2000 + n % 27)
            .inGenres(GENRES.get(n % 4))
            .about(WORDS.get(n % 4) + " " + n)
            .directedBy("Director " + n % 12)
            .rated(n % 3 == 0 ? 8 : 6, 10_000 - 10 * n);
    if (n % 7 != 0) title.labelled(n % 5 == 0 ? "R" : "PG");
    return title.build();
  }

  /// Another node over the same stores.
  Recommendations node() {
    return new Recommendations(
        index::acquire,
        () -> Optional.ofNullable(models),
        viewers,
        new Visibility(
            MaturityAges.DEFAULT,
            id -> titles.find(id).map(t -> t.title().id()),
            id -> viewers.find(id).map(Viewer::user)),
        titles::key,
        new DecisionStore() {
          @Override
          public CompletableFuture<?> record(List<Decision> made) {
            made.forEach(decision -> decisions.put(decision.id(), decision));
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public Optional<Decision> find(String id) {
            return Optional.ofNullable(decisions.get(id));
          }
        },
        InstantSource.fixed(NOW));
  }

  /// Eighty viewers, each of one cluster, watch twelve of its better known titles.
  ModelSet train(Path folder) throws IOException {
    for (int viewer = 0; viewer < 80; viewer++)
      for (int step = 0; step < 12; step++)
        tell(
            EventType.COMPLETE,
            "v" + viewer,
            4 * (1 + (viewer / 4 + step * 3) % 40) + viewer % 4,
            step);
    ModelFolder models = new ModelFolder(folder);
    new Training(
            feedback.events(),
            new Training.Supplies(TitleRedirects.NONE, _ -> null, _ -> "region:GB"),
            new Reward(RewardOptions.DEFAULT, RuntimeBias.NONE),
            models,
            TrainingOptions.DEFAULT.withModels(ModelOptions.DEFAULT.withDimension(8)),
            InstantSource.fixed(NOW))
        .run(
            Training.Gate.HOLD,
            new Training.Steps() {
              @Override
              public void start(String what, long total) {}

              @Override
              public void step(long n) {}
            });
    return models.live().orElseThrow().set();
  }

  void put(User user) {
    feedback.users().put(user).join();
    viewers.changed(Set.of(user.id()));
  }

  /// @param hour after a day two months before [#NOW]
  void tell(EventType type, String user, int title, int hour) {
    tell(Events.of(type).by(user).on("t" + title).at(hours(hour)));
  }

  void begin(String user, int title, int hour) {
    tell(Events.of(EventType.PROGRESS).by(user).on("t" + title).at(hours(hour)).portion(0.4));
  }

  private void tell(Events event) {
    Event one = event.called("e" + told++).build();
    var outcome = recorder.record(List.of(one), Urgency.AWAITED).join().getFirst();
    if (!(outcome instanceof EventRecorder.Outcome.Accepted))
      throw new IllegalStateException(outcome.toString());
  }

  private static long hours(int hour) {
    return NOW.getEpochSecond() - 60 * 86_400L + hour * 3_600L;
  }

  static int number(TitleId id) {
    return Integer.parseInt(id.value().substring(1));
  }

  static List<Integer> numbers(RecommendationAnswer answer) {
    return answer.items().stream().map(item -> number(item.document().title().id())).toList();
  }

  static UserId user(String id) {
    return new UserId(id);
  }

  @Override
  public void close() {
    index.close();
  }
}
