package dev.kindred.cli;

import dev.kindred.evaluation.ColdUsersEvaluation;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.training.ModelOptions;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kindred evaluate cold-users`: viewers known by their first few ratings.
@Command(
    name = "cold-users",
    description =
        "Holds a fifth of the viewers out whole and recommends to them by their first n ratings.")
final class EvaluateColdUsersCommand extends ReportCommand {
  @Mixin private final RatingsOption ratings = new RatingsOption();

  @Override
  Report run(Progress progress) throws IOException {
    return new ColdUsersEvaluation(ModelOptions.DEFAULT)
        .run(ratings.file(), ratings.format(), progress);
  }
}
