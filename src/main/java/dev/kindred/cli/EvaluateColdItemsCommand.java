package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.ColdItemsEvaluation;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.training.ModelOptions;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kindred evaluate cold-items`: titles that nobody has seen.
@Command(
    name = "cold-items",
    description = {
      "Holds a fifth of the rated titles out with all their ratings and ranks them by their content.",
      "The catalogue names its titles as the ratings do, or by links.movielens."
    })
final class EvaluateColdItemsCommand extends CatalogueEvaluationCommand {
  @Mixin private final RatingsOption ratings = new RatingsOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many times titles are drawn to be held out; default: ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    return new ColdItemsEvaluation(embedder, ModelOptions.DEFAULT, seeds)
        .run(ratings.file(), ratings.format(), catalogue, progress);
  }
}
