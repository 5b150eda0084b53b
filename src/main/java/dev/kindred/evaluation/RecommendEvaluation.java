package dev.kindred.evaluation;

import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.Progress;
import dev.kindred.model.Blend.Term;
import dev.kindred.model.Scorer;
import dev.kindred.model.TasteModels;
import dev.kindred.training.Baselines;
import dev.kindred.training.BlendTraining;
import dev.kindred.training.BlendTraining.Choice;
import dev.kindred.training.BlendTraining.Half;
import dev.kindred.training.ModelOptions;
import dev.kindred.training.TasteTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Recommendation from ratings by a named protocol: the baselines, which must land on published
/// figures, and Kindred's models beside them.
public final class RecommendEvaluation {
  private final Protocol protocol;
  private final ModelOptions options;

  public RecommendEvaluation(Protocol protocol, ModelOptions options) {
    this.protocol = protocol;
    this.options = options;
  }

  /// @param format empty to tell it
  /// @param users who the viewers are, as MovieLens 1M writes it: figures by gender and age
  public RecommendReport run(
      Path ratings, Optional<RatingsFormat> format, Optional<Path> users, Progress progress)
      throws IOException {
    RatingsData data = RatingsData.read(ratings, format);
    HoldOut holdOut = HoldOut.of(data, protocol);
    if (holdOut.measured().length == 0) throw new IOException(ratings + " leaves nothing to find");
    ViewerGroups groups = ViewerGroups.returning(holdOut);
    if (users.isPresent()) groups = groups.with(users.get());
    Scored scored = new Scored(holdOut, progress);
    scored.train("random", RandomScores::new);
    scored.train("popularity", () -> Baselines.popularity(holdOut.train()));
    scored.train("item-knn", () -> Baselines.itemNeighbours(holdOut.train()));
    scored.train("ease", () -> Baselines.ease(holdOut.train()));
    long start = System.nanoTime();
    progress.start("training on the inner split", Progress.UNKNOWN);
    BlendTraining inner = new BlendTraining(holdOut.train(), protocol::found, options);
    List<Term> weights = inner.learn(Choice.ALL, Half.BOTH);
    double learned = seconds(start);
    progress.start("training Kindred's models", Progress.UNKNOWN);
    start = System.nanoTime();
    TasteModels models = TasteTraining.train(holdOut.train(), options);
    double trained = seconds(start);
    for (Term term : models.terms())
      if (!term.name().equals("popularity")) scored.score("kindred-" + term.name(), term.scorer());
    scored.score("kindred", BlendTraining.apply(weights, models), learned + trained);
    if (protocol == Protocol.LOO) {
      start = System.nanoTime();
      List<Term> returning = inner.learn(Choice.RETURNING, Half.BOTH);
      scored.score(
          "kindred-returning",
          BlendTraining.apply(returning, models),
          learned + trained + seconds(start));
    }
    progress.end();
    Map<String, Float> learnedWeights = new LinkedHashMap<>();
    weights.forEach(term -> learnedWeights.put(term.name(), term.weight()));
    return new RecommendReport(
        protocol,
        data,
        holdOut,
        scored.scores,
        scored.seconds,
        learnedWeights,
        groups,
        holdOut.ratings());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /// Scores models one after another.
  private static final class Scored {
    private final HoldOut holdOut;
    private final Progress progress;
    private final Map<String, Scores> scores = new LinkedHashMap<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    Scored(HoldOut holdOut, Progress progress) {
      this.holdOut = holdOut;
      this.progress = progress;
    }

    void train(String name, Supplier<Scorer> train) {
      progress.start("training " + name, Progress.UNKNOWN);
      long start = System.nanoTime();
      Scorer model = train.get();
      score(name, model, seconds(start));
    }

    void score(String name, Scorer model) {
      scores.put(name, RankedTitles.score(holdOut, model));
    }

    void score(String name, Scorer model, double trained) {
      seconds.put(name, trained);
      score(name, model);
    }
  }
}
