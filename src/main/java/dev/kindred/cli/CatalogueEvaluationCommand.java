package dev.kindred.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// An evaluation over the titles of a catalogue file.
abstract class CatalogueEvaluationCommand extends EvaluationCommand {
  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      required = true,
      description = "Titles in any format that import reads.")
  Path catalogue = Path.of("");
}
