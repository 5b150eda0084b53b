package dev.kindred.cli;

import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.operation.TrainingProcess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `kindred serve`: serves until it is told to stop.
@Command(
    name = "serve",
    description = "Serves the catalogue; the first start loads the bundled one.")
final class ServeCommand extends KindredCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; default 7070, 0 takes a free one.")
  private @Nullable Integer port;

  @Override
  public Integer call() {
    Settings settings = settings();
    PrintWriter out = out();
    Service service;
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      service =
          Service.start(
              settings,
              data.folder(settings),
              data.bundled(),
              progress,
              new TrainingProcess(
                  OwnCommand.of(settings.training().heap(), TrainCommand.beside(data))));
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stopping =
        () -> {
          service.close();
          out.println("Kindred has stopped.");
          stopped.countDown();
        };
    Thread stop = new Thread(stopping, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    out.println(welcome(service, settings));
    try {
      stopped.await();
    } catch (InterruptedException e) { // by whoever runs the command within another program
      Runtime.getRuntime().removeShutdownHook(stop);
      stopping.run();
    }
    return 0;
  }

  private Settings settings() {
    Settings settings = data.settings();
    if (port == null) return settings;
    try {
      return settings.withPort(port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--" + e.getMessage(), e);
    }
  }

  private static String welcome(Service service, Settings settings) {
    String address = service.address();
    String configured = settings.server().http().host();
    String elsewhere = service.host().equals(configured) ? "" : " (not to " + configured + ")";
    String access =
        service.open()
            ? """
            No access key exists, so it listens to this machine only%s, and whoever is on it may do everything.
            Make a key with: scripts/kindred keys create --name me --scopes admin\
            """
                .formatted(elsewhere)
            : "Callers need an access key.";
    String audience =
        service.simulated() == 0
            ? ""
            : """
            So that there is something to see, %d simulated viewers have watched and rated the bundled titles.
            All they did is erased with the first thing a real viewer does, or the first import.
            """
                .formatted(service.simulated());
    return """

    Kindred serves %,d titles at %s
    %s
    %s
    Try
      %s/                                        the page
      curl '%s/v1/search?q=a+heist+that+goes+wrong+but+stays+funny'
      curl '%s/v1/suggest?q=blde+run'
    %s/docs describes the API. Ctrl-C stops.
    """
        .formatted(service.titles(), address, access, audience, address, address, address, address);
  }
}
