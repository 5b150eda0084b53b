package dev.kindred.training;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.UserKey;
import dev.kindred.model.Blend.Term;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ContentTaste;
import dev.kindred.model.Factors;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.model.Popularity;
import dev.kindred.model.Provenance;
import dev.kindred.model.TasteModels;
import dev.kindred.model.TitleRows;
import dev.kindred.training.BlendTraining.Choice;
import dev.kindred.training.BlendTraining.Half;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One training: the events read, the models of everything trained, written, and made live unless
/// they are worse than the live ones.
///
/// The figure that both are judged by is nDCG@10 on the temporal hold-out: the last title of each
/// viewer, held back from a first training whose models are measured on half of the viewers, while
/// the weights of the blend are learned on the other half; of viewers who came back after a day or
/// more, where there are enough. Each set of models carries the figure of its own training.
public final class Training {
  /// The figure that new models are held against the live ones by.
  public static final String METRIC = "ndcg@10";

  private static final int ENOUGH_RETURNING = 200;

  private final EventStore events;
  private final Supplies supplies;
  private final Reward reward;
  private final ModelFolder folder;
  private final TrainingOptions options;
  private final InstantSource clock;

  /// What is known besides events.
  ///
  /// @param redirects of merged titles
  /// @param runtimes minutes by the value of a title's key, null where unknown
  /// @param segment of a viewer, as `region:GB`; "" for none
  /// @param content of titles
  public record Supplies(
      TitleRedirects redirects,
      IntFunction<@Nullable Integer> runtimes,
      Function<UserKey, String> segment,
      Content content) {}

  /// What titles say of themselves.
  ///
  /// @param embedding id of the model of the vectors of meaning
  /// @param features of those of the titles that there are
  public record Content(
      String embedding, Function<List<TitleKey>, Map<TitleKey, ContentFeatures>> features) {}

  public Training(
      EventStore events,
      Supplies supplies,
      Reward reward,
      ModelFolder folder,
      TrainingOptions options,
      InstantSource clock) {
    this.events = events;
    this.supplies = supplies;
    this.reward = reward;
    this.folder = folder;
    this.options = options;
    this.clock = clock;
  }

  /// Is told how far the training is.
  public interface Steps {
    /// @param total steps, negative when not known
    void start(String what, long total);

    void step(long n);
  }

  /// Whether worse models may become live.
  public enum Gate {
    HOLD,
    FORCE
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The set is live.
    record Activated(ModelSet set) implements Outcome {}

    /// The set is on disk and not live.
    ///
    /// @param live figure of the live set on its hold-out
    /// @param fresh that of the new set
    record Refused(ModelSet set, String liveId, double live, double fresh) implements Outcome {}

    /// There is nothing to learn from yet; nothing was written.
    ///
    /// @param why half a sentence
    record NothingToLearn(String why) implements Outcome {}
  }

  /// @throws IOException when models cannot be written or read
  public Outcome run(Gate gate, Steps steps) throws IOException {
    long start = System.nanoTime();
    boolean simulated = events.simulated();
    steps.start("reading events", events.count());
    TrainingData data =
        TrainingData.read(
            events,
            supplies.redirects(),
            reward,
            supplies.runtimes(),
            options.trendHalfLife(),
            steps::step);
    Interactions all = data.interactions();
    int useful = 0;
    for (int viewer = 0; viewer < all.viewers(); viewer++)
      if (all.end(viewer) - all.begin(viewer) > 1) useful++;
    if (useful < options.leastViewers())
      return new Outcome.NothingToLearn(
          "%d %s took to two titles or more, %d are needed"
              .formatted(useful, useful == 1 ? "viewer" : "viewers", options.leastViewers()));
    steps.start("training on all but each viewer's last title", -1);
    BlendTraining inner = new BlendTraining(all, size -> size > 1 ? 1 : 0, options.models());
    if (!inner.teaches())
      return new Outcome.NothingToLearn(
          "what the %d viewers took to last, hardly any other had taken to before"
              .formatted(useful));
    Choice choice =
        inner.size(Choice.RETURNING) >= ENOUGH_RETURNING ? Choice.RETURNING : Choice.ALL;
    double figure = inner.measure(inner.learn(choice, Half.LEARN));
    List<Term> weights = inner.learn(choice, Half.BOTH);
    steps.start("training on everything", -1);
    TasteModels taste = TasteTraining.train(all, options.models());
    steps.start("learning taste from content", -1);
    ContentTaste content = content(data.titles(), taste.factors(), all.counts());
    String[] segments = data.viewers().stream().map(supplies.segment()).toArray(String[]::new);
    Popularity popularity = taste.popularity();
    ModelSet set =
        new ModelSet(
            folder.nextId(),
            new Provenance(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                data.lastSeq(),
                all.viewers(),
                all.size(),
                Map.of(
                    "reward",
                    reward.name(),
                    "options",
                    options.toString(),
                    "weights",
                    choice == Choice.RETURNING ? "returning viewers" : "all viewers",
                    Provenance.AUDIENCE,
                    Provenance.audience(simulated)),
                Map.of(METRIC, figure),
                (System.nanoTime() - start) / 1e9),
            data.titles(),
            taste,
            BlendTraining.apply(weights, taste),
            Trends.trending(data, options.trendHalfLife()),
            Trends.segments(all, popularity, segments),
            content);
    steps.start("writing", -1);
    folder.write(set);
    return activate(set, gate);
  }

  /// Models of a simulated audience and of a real one are never held against each other, and there
  /// is no way back from one to the other.
  private Outcome activate(ModelSet set, Gate gate) throws IOException {
    Optional<ModelSet> live = folder.live().map(ModelFolder.Live::set);
    if (live.isPresent() && live.get().provenance().simulated() != set.provenance().simulated()) {
      folder.activateAlone(set.id());
      return new Outcome.Activated(set);
    }
    if (gate == Gate.HOLD && live.isPresent()) {
      double before = live.get().provenance().metrics().getOrDefault(METRIC, 0.0);
      double figure = set.provenance().metrics().getOrDefault(METRIC, 0.0);
      if (figure < before * (1 - options.tolerance()))
        return new Outcome.Refused(set, live.get().id(), before, figure);
    }
    folder.activate(set.id());
    return new Outcome.Activated(set);
  }

  /// Null where no title says anything of itself.
  private @Nullable ContentTaste content(TitleRows titles, Factors factors, int[] counts) {
    int[] rows = ContentTraining.rows(counts);
    Map<TitleKey, ContentFeatures> features =
        supplies.content().features().apply(Arrays.stream(rows).mapToObj(titles::key).toList());
    List<ContentTraining.Known> known = new ArrayList<>();
    for (int row : rows) {
      ContentFeatures of = features.get(titles.key(row));
      if (of != null) known.add(new ContentTraining.Known(row, of));
    }
    return known.isEmpty()
        ? null
        : ContentTraining.train(supplies.content().embedding(), known, factors, counts);
  }
}
