package dev.kindred.evaluation;

import dev.kindred.feedback.reader.Rating;
import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.Progress;
import dev.kindred.model.Blend;
import dev.kindred.model.EvidenceGate;
import dev.kindred.model.History;
import dev.kindred.model.Scorer;
import dev.kindred.model.TasteModels;
import dev.kindred.training.BlendTraining;
import dev.kindred.training.BlendTraining.Choice;
import dev.kindred.training.BlendTraining.Half;
import dev.kindred.training.ModelOptions;
import dev.kindred.training.TasteTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Viewers whom no model has seen, known by their first few ratings: a fifth of the viewers is held
/// out whole; what is to be found is everything that one of them took to after the first
/// [#KNOWN_MOST], which are not ranked themselves: the same whatever the number known, so that the
/// figures compare.
public final class ColdUsersEvaluation {
  static final int[] KNOWN = {0, 1, 3, 5, 10, 20};
  static final int KNOWN_MOST = 20;
  private static final int ONE_IN = 5;
  private static final long SEED = 17;

  private final ModelOptions options;

  public ColdUsersEvaluation(ModelOptions options) {
    this.options = options;
  }

  public ColdUsersReport run(Path ratings, Optional<RatingsFormat> format, Progress progress)
      throws IOException {
    RatingsData data = RatingsData.read(ratings, format);
    List<String> viewers = new ArrayList<>();
    List<List<Rating>> learned = new ArrayList<>();
    List<List<Rating>> hidden = new ArrayList<>();
    Map<String, List<Rating>> cold = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(SEED);
    data.viewers()
        .forEach((viewer, all) -> {
          List<Rating> counted = all.stream().filter(r -> Protocol.T80.counts(r.value())).toList();
          if (random.nextInt(ONE_IN) == 0) {
            if (counted.size() > KNOWN_MOST) cold.put(viewer, counted);
          } else {
            viewers.add(viewer);
            learned.add(counted);
            hidden.add(List.of());
          }
        });
    if (cold.isEmpty())
      throw new IOException(ratings + " has no viewer with over " + KNOWN_MOST + " ratings of 4");
    HoldOut warm = HoldOut.of(viewers, learned, hidden);
    progress.start("training", Progress.UNKNOWN);
    TasteModels models = TasteTraining.train(warm.train(), options);
    Blend blend =
        BlendTraining.apply(
            new BlendTraining(warm.train(), Protocol.T80::found, options)
                .learn(Choice.ALL, Half.BOTH),
            models);
    progress.end();
    Map<String, Scorer> asked = new LinkedHashMap<>();
    asked.put("popularity", models.popularity());
    asked.put("ease", models.ease());
    asked.put("first", models.first());
    asked.put("blend", blend);
    asked.put("kindred", new EvidenceGate(models.first(), blend, KNOWN_MOST));
    Map<Integer, Map<String, Scores>> scores = new LinkedHashMap<>();
    for (int known : KNOWN) {
      Map<String, Scores> of = new LinkedHashMap<>();
      asked.forEach((name, model) -> of.put(name, score(warm, cold, known, model)));
      scores.put(known, of);
    }
    return new ColdUsersReport(data, cold.size(), warm.titles().size(), scores);
  }

  private static Scores score(
      HoldOut warm, Map<String, List<Rating>> cold, int known, Scorer model) {
    List<RankedTitles.Task> tasks = new ArrayList<>();
    cold.forEach((viewer, all) -> {
      History found = warm.history(all.subList(KNOWN_MOST, all.size()));
      if (found.size() > 0)
        tasks.add(
            new RankedTitles.Task(
                viewer,
                warm.history(all.subList(0, known)),
                warm.history(all.subList(0, KNOWN_MOST)),
                found));
    });
    return RankedTitles.score(tasks, warm.titles(), model);
  }
}
