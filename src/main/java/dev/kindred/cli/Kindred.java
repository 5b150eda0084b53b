package dev.kindred.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `kindred`: the main class.
@Command(
    name = "kindred",
    description = "Search and recommendation for a catalogue of titles.",
    footer = {
      "",
      "Every key of the settings file can be set by a variable too: KINDRED_SERVER_PORT=8080.",
      "It exits with 0 when all went well, 1 when it failed, 2 when it was called wrongly."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Kindred.Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      ServeCommand.class,
      ImportCommand.class,
      ImportEventsCommand.class,
      SimulateCommand.class,
      EnrichCommand.class,
      RebuildIndexCommand.class,
      GenerationsCommand.class,
      DuplicatesCommand.class,
      MergeCommand.class,
      SplitCommand.class,
      LinksCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      JobsCommand.class,
      KeysCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ConfigCommand.class,
    })
public final class Kindred implements Runnable {
  /// Held for good: the level of a logger that nobody holds is lost.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  @Spec private CommandSpec spec;

  private Kindred(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] arguments) {
    LUCENE.setLevel(Level.WARNING); // it greets at INFO, past our own log
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
      command.getErr().println(Failures.message(failure));
      if (!Failures.isSelfExplanatory(failure)) failure.printStackTrace(command.getErr());
      return 1;
    });
    try {
      return commands.execute(arguments);
    } finally {
      out.flush();
      err.flush();
    }
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
