package dev.kindred.evaluation;

import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.Progress;
import dev.kindred.model.Scorer;
import dev.kindred.training.Baselines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Recommendation from ratings by a named protocol: the baselines, which must land on published
/// figures, and Kindred's models beside them.
public final class RecommendEvaluation {
  private final Protocol protocol;

  public RecommendEvaluation(Protocol protocol) {
    this.protocol = protocol;
  }

  /// @param format empty to tell it
  public RecommendReport run(Path ratings, Optional<RatingsFormat> format, Progress progress)
      throws IOException {
    RatingsData data = RatingsData.read(ratings, format);
    HoldOut holdOut = HoldOut.of(data, protocol);
    if (holdOut.measured().length == 0) throw new IOException(ratings + " leaves nothing to find");
    Map<String, Supplier<Scorer>> models = new LinkedHashMap<>();
    models.put("random", RandomScores::new);
    models.put("popularity", () -> Baselines.popularity(holdOut.train()));
    models.put("item-knn", () -> Baselines.itemNeighbours(holdOut.train()));
    models.put("ease", () -> Baselines.ease(holdOut.train()));
    Map<String, Scores> scores = new LinkedHashMap<>();
    Map<String, Double> seconds = new LinkedHashMap<>();
    models.forEach((name, train) -> {
      long start = System.nanoTime();
      Scorer model = train.get();
      seconds.put(name, (System.nanoTime() - start) / 1e9);
      scores.put(name, RankedTitles.score(holdOut, model));
    });
    return new RecommendReport(protocol, data, holdOut, scores, seconds);
  }
}
