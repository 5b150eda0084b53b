package dev.kindred.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kindred config`: the effective settings, without secrets.
@Command(
    name = "config",
    description = "Prints the effective settings as YAML, secrets hidden.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;
  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() {
    String settings = data.settings().describe();
    if (spec != null) spec.commandLine().getOut().print(settings);
    if (spec != null) spec.commandLine().getOut().flush();
    return 0;
  }
}
