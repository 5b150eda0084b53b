package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.Report;
import dev.kindred.evaluation.SearchTraining;
import dev.kindred.evaluation.SearchTrainingReport;
import dev.kindred.ingestion.Progress;
import dev.kindred.ranking.RankingModelsFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred train search`: how to rank, from judged texts, for this data folder alone.
@Command(
    name = "search",
    description = {
      "Learns how to rank from judged texts over a catalogue file, tells what that gives on titles it has",
      "not seen, and writes the model into the data folder, where searches and evaluations use it."
    })
final class TrainSearchCommand extends VotedEvaluationCommand {
  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description =
          "JSON lines with id, query, relevant and perhaps seeds and source; gzip or not.")
  private Path queries = Path.of("");

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    SearchTrainingReport trained =
        new SearchTraining(embedder, settings.index().options(), settings.search())
            .run(catalogue, queries, minVotes(), progress);
    Path file = RankingModelsFile.in(data.folder(settings).root());
    RankingModelsFile.write(file, trained.models());
    err().println(file + " holds the model now: " + trained.models().name());
    return trained;
  }
}
