package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.Embedder;
import dev.kindred.evaluation.ButEvaluation;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred evaluate but`: what "like X but Y" and "like X without Y" do.
@Command(
    name = "but",
    description = {
      "Asks \"like SEED but LABEL\" and \"like SEED without LABEL\" over a catalogue file: how often the clause",
      "is violated, and what it costs against plain \"like SEED\". Labels are moods and themes of the profiles,",
      "or with --tags and --ratings the tags of MovieLens, judged by who liked what."
    })
final class EvaluateButCommand extends VotedEvaluationCommand {
  private static final class MovieLensFiles {
    @Option(
        names = "--tags",
        paramLabel = "FILE",
        required = true,
        description = "MovieLens' tags.csv, gzip or not.")
    private Path tags = Path.of("");

    @Option(
        names = "--ratings",
        paramLabel = "FILE",
        required = true,
        description = "MovieLens' ratings.csv, gzip or not.")
    private Path ratings = Path.of("");
  }

  @ArgGroup(exclusive = false)
  private @Nullable MovieLensFiles movieLens;

  @Override
  Report evaluate(Settings settings, Embedder embedder, Progress progress) throws IOException {
    ButEvaluation evaluation =
        new ButEvaluation(embedder, settings.index().options(), settings.search());
    return movieLens == null
        ? evaluation.run(catalogue, minVotes(), progress)
        : evaluation.run(
            catalogue,
            new ButEvaluation.MovieLens(movieLens.tags, movieLens.ratings),
            minVotes(),
            progress);
  }
}
