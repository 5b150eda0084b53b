package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.EarlierRun;
import dev.kindred.evaluation.Report;
import dev.kindred.evaluation.SearchEvaluation;
import dev.kindred.evaluation.SearchReport;
import dev.kindred.ingestion.Progress;
import dev.kindred.ranking.RankingModelsFile;
import dev.kindred.search.SearchRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate search`: judged texts that ask for titles, over a catalogue file.
@Command(
    name = "search",
    description = {
      "Searches a catalogue file by judged texts and scores what is found, by source of the text.",
      "The file is indexed in a temporary index; its vectors stay in the data folder's cache."
    })
final class EvaluateSearchCommand extends VotedEvaluationCommand {
  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description =
          "JSON lines with id, query, relevant and perhaps seeds, source, title_in_query; gzip or not.")
  private Path queries = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "auto, lexical, vector or hybrid; default: ${DEFAULT-VALUE}.")
  private Mode mode = Mode.AUTO;

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description = "The --json of an earlier run, to be compared with query by query.")
  private @Nullable Path against;

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    EarlierRun earlier = against == null ? null : EarlierRun.read(against);
    SearchReport report =
        new SearchEvaluation(
                embedder,
                settings.index().options(),
                RankingModelsFile.inUse(data.folder(settings).root()),
                settings.search())
            .run(catalogue, queries, minVotes(), mode, progress);
    return earlier == null ? report : report.against(earlier);
  }
}
