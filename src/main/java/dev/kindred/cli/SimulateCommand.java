package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.config.Settings;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.operation.DataFolder;
import dev.kindred.simulation.Simulation;
import dev.kindred.simulation.Simulation.Report;
import dev.kindred.simulation.World;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kindred simulate`: an audience that nobody has to wait for.
@Command(
    name = "simulate",
    description = {
      "Lets simulated viewers watch and rate titles of the catalogue, in place of those simulated before.",
      "Their names begin with simulated:, and all of it is erased with the first event of a real",
      "viewer that is more than an impression. Works beside a running server."
    })
final class SimulateCommand extends KindredCommand implements Callable<Integer> {
  @Option(
      names = "--world",
      paramLabel = "FILE",
      description = {
        "YAML: seed, viewers, days, visitsPerWeek, shown, crowds, ownTaste, popularity, noise,",
        "positionBias; each has a default."
      })
  private @Nullable Path world;

  @Mixin private final FiguresOption json = new FiguresOption();

  @Override
  public Integer call() throws IOException {
    World simulated = world == null ? World.DEFAULT : read(world);
    Settings settings = data.settings();
    DataFolder folder = existing();
    long started = System.nanoTime();
    Optional<Report> report;
    try (Database database = Database.open(folder.root());
        EventDatabase events = EventDatabase.open(folder.root())) {
      if (database.titles().count() == 0)
        throw new StartException("there is no title in " + folder.root() + " to watch");
      EventRecorder recorder =
          new EventRecorder(
              database.titles(),
              events.events(),
              settings.events().clockSkew(),
              Clock.systemUTC(),
              _ -> {});
      report =
          new Simulation(database.titles(), MetadataProfiler::profile, recorder)
              .run(simulated, Instant.now());
    }
    if (report.isEmpty())
      throw new StartException(
          "real viewers have told something in %s; simulated ones never stand beside them"
              .formatted(folder.root()));
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1_000.0;
    Report done = report.get();
    out()
        .printf(
            Locale.ROOT,
            "%,d simulated viewers did %,d things with %,d titles in %,d days; %.1f s.%n",
            done.world().viewers(),
            done.events(),
            done.titles(),
            done.world().days(),
            seconds);
    json.write(done.toJson().put("seconds", seconds));
    return 0;
  }

  private static World read(Path file) throws IOException {
    try {
      return World.read(Files.readString(file));
    } catch (InvalidJsonException e) {
      throw new StartException(file + ": " + e.getMessage(), e);
    }
  }
}
