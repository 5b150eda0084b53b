package dev.kindred.cli;

import dev.kindred.evaluation.Protocol;
import dev.kindred.evaluation.RecommendEvaluation;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.training.ModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kindred evaluate recommend`: recommendations from ratings, by a named protocol.
@Command(
    name = "recommend",
    description = {
      "Learns from a part of the ratings and ranks all titles for each viewer, scored by the rest.",
      "loo: the last rating of each viewer is to be found; t80: the last fifth of those of 4 or more."
    })
final class EvaluateRecommendCommand extends ReportCommand {
  @Mixin private final RatingsOption ratings = new RatingsOption();

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      required = true,
      description = "loo or t80.")
  private Protocol protocol = Protocol.LOO;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "MovieLens 1M's users.dat, for figures by gender and age; gzip or not.")
  private @Nullable Path users;

  @Override
  Report run(Progress progress) throws IOException {
    return new RecommendEvaluation(protocol, ModelOptions.DEFAULT)
        .run(ratings.file(), ratings.format(), Optional.ofNullable(users), progress);
  }
}
