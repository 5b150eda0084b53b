package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.Report;
import dev.kindred.evaluation.SimilarEvaluation;
import dev.kindred.ingestion.Progress;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate similar`: how alike judged pairs of titles are.
@Command(
    name = "similar",
    description = "Scores judged pairs of titles by the similarity that similar ranks by.")
final class EvaluateSimilarCommand extends CatalogueEvaluationCommand {
  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      required = true,
      description =
          "Tab-separated title_1, year_1, title_2, year_2, rating (OK or NOT_OK) under that header.")
  private Path pairs = Path.of("");

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    return new SimilarEvaluation(embedder, settings.index().options())
        .run(catalogue, pairs, progress);
  }
}
