package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.SimilarEvaluation;
import dev.kindred.evaluation.SimilarReport;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate similar`: how alike judged pairs of titles are.
@Command(
    name = "similar",
    description = "Scores judged pairs of titles by the similarity that similar ranks by.")
final class EvaluateSimilarCommand extends EvaluationCommand implements Callable<Integer> {
  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      required = true,
      description = "Titles in any format that import reads.")
  private Path catalogue = Path.of("");

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      required = true,
      description =
          "Tab-separated title_1, year_1, title_2, year_2, rating (OK or NOT_OK) under that header.")
  private Path pairs = Path.of("");

  @Override
  public Integer call() throws IOException {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    SimilarReport report;
    try (ConsoleProgress progress = ConsoleProgress.on(err());
        Embedder embedder = embedder(settings.embedding(), folder)) {
      report =
          new SimilarEvaluation(embedder, settings.index().options())
              .run(catalogue, pairs, progress);
    }
    give(report);
    return 0;
  }
}
