package dev.kindred.recommendation;

import dev.kindred.catalogue.ContentProfile;
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
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.AnswerComparison;
import dev.kindred.ingestion.GenerationOptions;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Models;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.ingestion.TasteSpaces;
import dev.kindred.ingestion.Vectorizer;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.model.TasteSpace;
import dev.kindred.testing.Events;
import dev.kindred.testing.Folders;
import dev.kindred.testing.HashingEmbedder;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
public final class SmallService implements AutoCloseable {
  static final int SIZE = 240;
  static final Instant NOW = Instant.parse("2026-06-01T20:00:00Z");
  static final List<String> GENRES = List.of("Horror", "Romance", "Comedy", "Western");
  private static final int MOST_DECISIONS = 1_000;
  private static final List<String> WORDS =
      List.of(
          "ghost blood house night",
          "love letter kiss spring",
          "joke uncle wedding mess",
          "horse sheriff dust gun");

  final MemoryFeedback feedback = new MemoryFeedback();
  final Map<String, Decision> decisions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Decision> eldest) {
          return size() > MOST_DECISIONS;
        }
      };
  final Viewers viewers;
  final Recommendations recommendations;
  private final MemoryTitleStore titles = new MemoryTitleStore();
  private final Generations index;
  private final EventRecorder recorder;
  @Nullable ModelSet models;
  @Nullable ModelSet indexed;
  private int told;

  public SmallService(Path folder) {
    for (int n = 1; n <= SIZE; n++)
      titles.write(List.of(new TitleWrite.Put(title(n), null, "test", null))).join();
    index =
        new Generations(
            new LuceneIndexHome(folder, IndexOptions.DEFAULT, Clock.systemUTC()),
            titles,
            SmallService::profile,
            new Models(
                new Vectors(),
                _ -> new Vectors(),
                new TasteSpaces(
                    () -> Optional.ofNullable(models).map(ModelSet::space), this::space)),
            AnswerComparison.NONE,
            GenerationOptions.DEFAULT);
    index.open(Progress.SILENT);
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

  public Recommendations recommendations() {
    return recommendations;
  }

  /// Another node over the same stores.
  Recommendations node() {
    return new Recommendations(
        index::acquire,
        () -> Optional.ofNullable(models),
        this::space,
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

  /// Serves with models from now on.
  public void learn(Path folder) throws IOException {
    use(train(folder));
  }

  /// Makes models live, and gives the index their taste vectors.
  void use(ModelSet set) {
    models = set;
    indexed = set;
    if (!(index.renewTaste(Progress.SILENT) instanceof Rebuilt.Activated))
      throw new IllegalStateException("the taste vectors did not take over");
  }

  /// Puts a title where searches see it.
  void put(Title title) {
    titles.write(List.of(new TitleWrite.Put(title, null, "test", null))).join();
    var _ = index.catchUp(Progress.SILENT);
  }

  private Optional<TasteSpace> space(String id) {
    return Optional.ofNullable(indexed).map(ModelSet::space).filter(one -> one.id().equals(id));
  }

  private static ContentProfile profile(Title title) {
    int cluster = GENRES.indexOf(title.genres().getFirst());
    return Titles.aProfile().withMoods(WORDS.get(cluster).split(" ", -1)).build();
  }

  private static final class Vectors implements Vectorizer {
    @Override
    public String modelId() {
      return HashingEmbedder.MODEL;
    }

    @Override
    public int dimensions() {
      return Indexes.DIMENSIONS;
    }

    @Override
    public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles) {
      return titles.stream()
          .map(title -> Indexes.indexed(1, title.title(), title.profile()).vectors())
          .toList();
    }
  }

  /// What [#train] learns, trained once for all tests.
  static ModelSet trained() {
    return Trained.MODELS;
  }

  private static final class Trained {
    static final ModelSet MODELS = train();

    private static ModelSet train() {
      try {
        Path folder = Files.createTempDirectory("kindred-models-");
        try (SmallService service = new SmallService(folder.resolve("index"))) {
          return service.train(folder.resolve("models"));
        } finally {
          Folders.delete(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Eighty viewers, each of one cluster, watch twelve of its better known titles.
  ModelSet train(Path folder) throws IOException {
    return train(folder, 8);
  }

  ModelSet train(Path folder, int dimension) throws IOException {
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
            new Training.Supplies(TitleRedirects.NONE, _ -> null, _ -> "region:GB", content()),
            new Reward(RewardOptions.DEFAULT, RuntimeBias.NONE),
            models,
            TrainingOptions.DEFAULT.withModels(ModelOptions.DEFAULT.withDimension(dimension)),
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

  /// Of all that the titles say of themselves, without vectors.
  private Training.Content content() {
    return new Training.Content(
        "none",
        keys -> {
          Map<TitleKey, ContentFeatures> features = new HashMap<>();
          titles
              .byKey(keys)
              .forEach((key, stored) ->
                  features.put(
                      key, ContentFeatures.of(stored.title(), new float[0], new float[0])));
          return features;
        });
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
