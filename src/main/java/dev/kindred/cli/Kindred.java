package dev.kindred.cli;

import dev.kindred.config.SettingsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kindred`: the main class.
@Command(
    name = "kindred",
    description = "Search and recommendation for a catalogue of titles.",
    mixinStandardHelpOptions = true,
    versionProvider = Kindred.Version.class,
    subcommands = {
      ServeCommand.class,
      ImportCommand.class,
      RebuildIndexCommand.class,
      KeysCommand.class,
      ConfigCommand.class,
    })
public final class Kindred implements Runnable {
  @Spec private CommandSpec spec;

  private Kindred(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments, writer(System.out), writer(System.err)));
  }

  /// In the encoding of the terminal.
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /// Runs one command.
  ///
  /// @return 0 when it did what it should, 1 when it failed, 2 when it was called wrongly
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new Kindred(CommandSpec.create()));
    commands.setOut(out);
    commands.setErr(err);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler((failure, command, parsed) -> {
      String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      Throwable cause = failure.getCause();
      if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
        message += ": " + cause.getMessage();
      }
      command.getErr().println(message);
      if (!expected(failure)) failure.printStackTrace(command.getErr());
      return 1;
    });
    return commands.execute(arguments);
  }

  /// Failures whose message says all that a person needs.
  private static boolean expected(Exception failure) {
    return failure instanceof SettingsException
        || failure instanceof IllegalStateException
        || failure instanceof java.io.IOException
        || failure instanceof java.io.UncheckedIOException;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Kindred.class.getPackage().getImplementationVersion();
      return new String[] {"kindred " + (version == null ? "(from classes)" : version)};
    }
  }
}
