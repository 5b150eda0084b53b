package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.SuggestEvaluation;
import dev.kindred.evaluation.SuggestReport;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate suggest`: completions of mistyped and unfinished names.
@Command(
    name = "suggest",
    description = "Completes mistyped and unfinished names over a catalogue file, by kind.")
final class EvaluateSuggestCommand extends EvaluationCommand implements Callable<Integer> {
  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      required = true,
      description = "Titles in any format that import reads.")
  private Path catalogue = Path.of("");

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description = "JSON lines with kind, query, relevant; gzip or not.")
  private Path queries = Path.of("");

  @Override
  public Integer call() throws IOException {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    SuggestReport report;
    try (ConsoleProgress progress = ConsoleProgress.on(err());
        Embedder embedder = embedder(settings.embedding(), folder)) {
      report =
          new SuggestEvaluation(embedder, settings.index().options())
              .run(catalogue, queries, progress);
    }
    give(report);
    return 0;
  }
}
