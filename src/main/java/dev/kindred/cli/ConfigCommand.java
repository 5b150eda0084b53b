package dev.kindred.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `kindred config`: the effective settings, without secrets.
@Command(
    name = "config",
    description = {
      "Prints the effective settings as YAML, secrets hidden:",
      "the defaults, over them --config, over that the environment."
    })
final class ConfigCommand extends KindredCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    out().print(data.settings().describe());
    return 0;
  }
}
