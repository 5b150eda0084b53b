package dev.kindred.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kindred evaluate`: the group of the evaluation protocols.
@Command(
    name = "evaluate",
    description =
        "Measures how well Kindred searches and recommends, by judged data and by ratings.",
    subcommands = {
      EvaluateRetrievalCommand.class,
      EvaluateSearchCommand.class,
      EvaluateSuggestCommand.class,
      EvaluateSimilarCommand.class,
      EvaluateButCommand.class,
      EvaluateRecommendCommand.class,
      EvaluateColdUsersCommand.class,
      EvaluateColdItemsCommand.class
    })
final class EvaluateCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) throw new IllegalStateException("a command runs through picocli");
    throw new ParameterException(spec.commandLine(), "what to evaluate is missing");
  }
}
