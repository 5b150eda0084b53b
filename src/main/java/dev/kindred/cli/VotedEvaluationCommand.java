package dev.kindred.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// An evaluation over the titles of a catalogue file, or over the known ones of them.
abstract class VotedEvaluationCommand extends CatalogueEvaluationCommand {
  @Option(
      names = "--min-votes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Only titles with so many votes and with a synopsis; default: all titles.")
  private int minVotes;

  /// 0 for all titles.
  final int minVotes() {
    if (minVotes < 0)
      throw new ParameterException(
          spec().commandLine(), "--min-votes must be 0 or more, got " + minVotes);
    return minVotes;
  }
}
