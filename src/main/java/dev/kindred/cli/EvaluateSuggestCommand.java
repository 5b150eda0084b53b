package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.Report;
import dev.kindred.evaluation.SuggestEvaluation;
import dev.kindred.ingestion.Progress;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate suggest`: completions of mistyped and unfinished names.
@Command(
    name = "suggest",
    description = "Completes mistyped and unfinished names over a catalogue file, by kind.")
final class EvaluateSuggestCommand extends CatalogueEvaluationCommand {
  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description = "JSON lines with kind, query, relevant; gzip or not.")
  private Path queries = Path.of("");

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    return new SuggestEvaluation(embedder, settings.index().options())
        .run(catalogue, queries, progress);
  }
}
