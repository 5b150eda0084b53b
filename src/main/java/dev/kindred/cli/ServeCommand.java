package dev.kindred.cli;

import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred serve`: serves until it is told to stop.
@Command(
    name = "serve",
    description = "Serves the catalogue; the first start loads the bundled one.",
    mixinStandardHelpOptions = true)
final class ServeCommand extends KindredCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; default 7070, 0 takes a free one.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = data.settings();
    if (port != null) settings = settings.withServer(settings.server().withPort(port));
    PrintWriter out = out();
    Service service;
    try (ConsoleProgress progress = new ConsoleProgress()) {
      service = Service.start(settings, data.folder(settings), data.bundled(), progress);
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  stopped.countDown();
                },
                "shutdown"));
    out.println(welcome(service, settings));
    stopped.await();
    return 0;
  }

  private static String welcome(Service service, Settings settings) {
    String address =
        "http://"
            + (service.host().contains(":") ? "[" + service.host() + "]" : service.host())
            + ":"
            + service.port();
    String access =
        service.open()
            ? "No access key exists, so it listens to this machine only%s, and whoever is on it may do everything.%nMake a key with: scripts/kindred keys create --name me --scopes admin"
                .formatted(
                    settings.server().host().equals(service.host())
                        ? ""
                        : " (not to " + settings.server().host() + ")")
            : "Callers need an access key.";
    return """

    Kindred serves %,d titles at %s
    %s

    Try
      %s/                                        the page
      curl '%s/v1/search?q=a+heist+that+goes+wrong+but+stays+funny'
      curl '%s/v1/suggest?q=blde+run'
    %s/docs describes the API. Ctrl-C stops.
    """
        .formatted(service.titles(), address, access, address, address, address, address);
  }
}
